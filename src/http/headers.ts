/** Headers of the pages (design: SECURITY.md, "Pages"). No third party, no inline script, no framing, nothing in a cache by mistake. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' blob:",
  "connect-src 'self'",
  "worker-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types svelte-trusted-html muntada-worker',
];

/** Fonts are for the public site and the desk only: the reporter's pages use the phone's own. */
const WITH_FONTS = [...CONTENT_SECURITY_POLICY, "font-src 'self'", "media-src 'self'", "manifest-src 'self'"];

export const contentSecurityPolicy = {
  report: CONTENT_SECURITY_POLICY.join('; '),
  site: WITH_FONTS.join('; '),
} as const;

/** Of every answer. Pages add their own policy; scripts, sheets and data need no more than this, and bytes are dear on 2G. */
export const securityHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
};

/** Of a worker's script: it lives under the policy of its own file. */
export const WORKER_POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'";

/** Of pages, on top. */
export const pageHeaders: Readonly<Record<string, string>> = {
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), browsing-topics=()',
  'x-frame-options': 'DENY',
};
