import { createHash } from 'node:crypto';
import { contentSecurityPolicy } from '../../http/headers.ts';
import { locales } from '../../i18n/locale.ts';

const AT_ONCE = 6;
const PATIENCE_MS = 30_000;

/** Pages that run scripts or could: made from records, so they have no hash, but what they load has one. */
const PAGES = ['/', '/en', '/ckb', '/report/', ...locales.map((locale) => `/report/${locale}`), '/desk/'];
const POLICIES: readonly string[] = Object.values(contentSecurityPolicy);

export interface Compared {
  readonly files: number;
  readonly pages: number;
  /** Sentences; none when the server sends what was built. */
  readonly differences: readonly string[];
}

/**
 * Fetches every file of a manifest (address → SHA-256 in hexadecimal) and the pages that load them. A page may load nothing but files of
 * the manifest, and its policy must forbid everything else.
 */
export async function compareServed(
  base: URL,
  manifest: Readonly<Record<string, string>>,
  log: (line: string) => void,
): Promise<Compared> {
  const names = Object.keys(manifest);
  const first = await get(new URL('/health/live', base));
  if (typeof first === 'string') return { files: 0, pages: 0, differences: [`${base.origin}: ${first}`] };
  const differences: string[] = [];
  let done = 0;
  const each = names.values();
  async function worker(): Promise<void> {
    for (const name of each) {
      const difference = await compareFile(base, name, manifest[name] ?? '');
      if (difference) differences.push(difference);
      if (++done % 50 === 0) log(`monitor: ${done} of ${names.length} files`);
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  for (const path of PAGES) differences.push(...(await comparePage(base, path, manifest)));
  return { files: names.length, pages: PAGES.length, differences: differences.sort() };
}

async function compareFile(base: URL, name: string, sha256: string): Promise<string | undefined> {
  const answer = await get(new URL(name, base));
  if (typeof answer === 'string') return `/${name}: ${answer}`;
  if (answer.status !== 200) return `/${name}: is not there (${answer.status})`;
  const found = createHash('sha256')
    .update(new Uint8Array(await answer.arrayBuffer()))
    .digest('hex');
  return found === sha256 ? undefined : `/${name}: has other content than the build`;
}

async function comparePage(base: URL, path: string, manifest: Readonly<Record<string, string>>): Promise<string[]> {
  const answer = await get(new URL(path, base));
  if (typeof answer === 'string') return [`${path}: ${answer}`];
  if (answer.status !== 200) return [`${path}: is not there (${answer.status})`];
  const html = await answer.text();
  const policy = answer.headers.get('content-security-policy') ?? '';
  return [
    ...(POLICIES.includes(policy) ? [] : [`${path}: has another Content-Security-Policy`]),
    ...strangersIn(html, manifest).map((what) => `${path}: ${what}`),
  ];
}

/** What a page would run or load that is not of the build. */
function strangersIn(html: string, manifest: Readonly<Record<string, string>>): string[] {
  const strangers: string[] = [];
  for (const [tag, attributes = '', content = ''] of html.matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script\s*>/gi)) {
    const source = attributeOf(attributes, 'src');
    if (source === undefined && content.trim() !== '' && !/type="application\/(ld\+)?json"/.test(attributes)) {
      strangers.push(`runs a script of its own: ${tag.slice(0, 60)}`);
    }
  }
  const loading = /<(?:script|link|img|iframe|object|embed|source|video|audio)\b([^>]*)>/gi;
  for (const [tag, attributes = ''] of html.matchAll(loading)) {
    const address =
      attributeOf(attributes, 'src') ?? attributeOf(attributes, 'href') ?? attributeOf(attributes, 'data');
    if (address === undefined || isOwnPage(tag, attributes)) continue;
    const name = address.replace(/^\//, '');
    if (!(name in manifest)) strangers.push(`loads ${address}, which is not of the build`);
  }
  if (/<base\b|<meta\b[^>]*http-equiv/i.test(html))
    strangers.push('sends browsers elsewhere (base or meta http-equiv)');
  const handler = /<[a-z][^>]*\son[a-z]+\s*=/i.exec(html);
  if (handler) strangers.push(`has an event handler in its markup: ${handler[0].slice(0, 60)}`);
  return strangers;
}

/** A link to the same page in another language loads nothing. */
function isOwnPage(tag: string, attributes: string): boolean {
  return /^<link\b/i.test(tag) && /rel="(?:alternate|canonical)"/.test(attributes);
}

function attributeOf(attributes: string, name: string): string | undefined {
  const found = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s>]+))`, 'i').exec(attributes);
  return found?.[1] ?? found?.[2] ?? found?.[3];
}

async function get(url: URL): Promise<Response | string> {
  try {
    return await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(PATIENCE_MS) });
  } catch {
    return 'no answer';
  }
}
