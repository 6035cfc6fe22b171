/** Headers of every answer (design: SECURITY.md, "Pages"). No third party, no inline script, no framing, nothing in a cache by mistake. */
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

export const securityHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': contentSecurityPolicy.report,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), browsing-topics=()',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'cache-control': 'no-store',
};
