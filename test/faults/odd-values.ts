import fc from 'fast-check';

/** Stands in much of what is sent: no problem may ever give it back. */
export const MARK = 'Kq7mark';

/** Text as it comes from broken keyboards, other scripts and attackers. */
const oddTexts: readonly string[] = [
  '',
  ' ',
  '\u0000',
  `${MARK}\u0000`,
  '\ud800',
  `\udc00${MARK}`,
  '\u202e\u2066\u2069\u200f',
  '𓂀𠜎👩‍👩‍👧‍👦',
  '١٢٣٤٥٦٧٨٩٠',
  '۱۲۳۴۵',
  '２０２６',
  'ا\u0651\u064b'.repeat(40),
  '\ufeff\ufffe\uffff',
  'x'.repeat(70_000),
  'ض'.repeat(3000),
  `'; drop table report; -- ${MARK}`,
  `$$${MARK}$$ \\x00 {}`,
  '../../../../etc/passwd',
  '%00%2e%2e%2f',
  '__proto__',
  'constructor',
  'null',
  'NaN',
  '-infinity',
  '0000-00-00',
  '2026-02-30',
  '9999-99-99',
  '٢٠٢٦-١١-٢١',
  '00000000-0000-0000-0000-000000000000',
  'FFFFFFFF-FFFF-4FFF-8FFF-FFFFFFFFFFFF',
  '{"$ne":null}',
  '<script>alert(1)</script>',
  `${MARK}\r\nset-cookie: a=b`,
  'A',
  'AAAAAAAA_-AAAAAA',
];

const oddNumbers: readonly number[] = [
  0,
  -0,
  1,
  -1,
  1.5,
  1e-308,
  1e308,
  -1e308,
  2 ** 31 - 1,
  2 ** 31,
  -(2 ** 31) - 1,
  2 ** 32,
  2 ** 53,
  2 ** 53 - 1,
  2 ** 63,
  2 ** 64,
];

/** A JSON value that fits almost nowhere. */
export const oddValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom<unknown>(...oddTexts) },
  { weight: 3, arbitrary: fc.constantFrom<unknown>(...oddNumbers) },
  { weight: 2, arbitrary: fc.constantFrom<unknown>(null, true, false, [], {}, [[]], { [MARK]: MARK }) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 200 }) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
  { weight: 1, arbitrary: fc.constantFrom(10, 300, 1500).map(nested) },
  { weight: 1, arbitrary: fc.constantFrom(100, 20_000).map((length) => Array.from({ length }, () => MARK)) },
);

/** Bodies that are no JSON, or hardly. */
export const oddBody: fc.Arbitrary<Buffer> = fc.oneof(
  fc
    .constantFrom(
      '',
      ' ',
      '{',
      '[',
      '"',
      '}',
      '{"a":',
      '{"a":1,}',
      "{'a':1}",
      '[1,2',
      'nul',
      'undefined',
      'NaN',
      '1e999',
      '-',
      '{"a":1}{"a":2}',
      '\ufeff{}',
      '// x\n{}',
      '{"__proto__":{"x":1}}',
      '{"constructor":{"prototype":{"x":1}}}',
      '"\\ud800"',
      '"\\u0000"',
      '{"a":1,"a":2}',
      '<xml/>',
      'a=b&c=d',
      `${'['.repeat(30_000)}${']'.repeat(30_000)}`,
      `{"a":${'[{"b":'.repeat(5000)}1${'}]'.repeat(5000)}}`,
    )
    .map((text) => Buffer.from(text)),
  fc
    .constantFrom([0xff, 0xfe], [0xc0, 0xaf], [0xed, 0xa0, 0x80], [0x22, 0xff, 0x22], [0])
    .map((list) => Buffer.from(list)),
  fc.uint8Array({ maxLength: 300 }).map((list) => Buffer.from(list)),
);

/** A piece of an address. */
export const oddSegment: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    '%2e%2e',
    '%2e%2e%2f%2e%2e',
    '..%2f',
    '%00',
    '%0d%0ax:1',
    '%E0%A4%A',
    '%',
    '%%',
    '%ff',
    '%c0%ae',
    '%F0%9F%98',
    'x'.repeat(101),
    'x'.repeat(9000),
    '%D9%A3',
    '%E2%80%AE',
    ';a=b',
    '-1',
    '0',
    'null',
    '{}',
    '*',
    ':id',
    '%3F',
    '%23',
    `'or'1'='1`,
    '00000000-0000-4000-8000-000000000000',
    'ABCDEF00-0000-4000-8000-000000000000',
    '%20',
    '+',
    '~',
    '%25',
  ),
  fc.string({ unit: 'binary', maxLength: 40 }).map((text) => encodeURIComponent(wellFormed(text))),
);

/** What stands behind the question mark. */
export const oddQuery: fc.Arbitrary<string> = fc.constantFrom(
  '',
  '?',
  '?limit=0',
  '?limit=-1',
  '?limit=1e9',
  '?limit=%D9%A1%D9%A0',
  '?limit[]=1',
  '?limit=1&limit=2',
  '?cursor=x',
  '?cursor=9999-99-99.00000000-0000-4000-8000-000000000000',
  '?cursor=%00',
  '?state=__proto__',
  '?__proto__=1',
  `?parent=${MARK}%00`,
  '?lang=%00',
  '?%',
  '?a=%E0%A4%A',
  `?${'a=1&'.repeat(2000)}`,
  '?limit=500&state=closed&urgent=1',
);

/** Headers that proxies, libraries and attackers send. */
export const oddHeaders: fc.Arbitrary<Record<string, string>> = fc.oneof(
  fc
    .constantFrom(
      'application/json',
      'application/json; charset=utf-16',
      'application/json;',
      'text/plain',
      'text/json',
      'json',
      'multipart/form-data; boundary=x',
      'application/x-www-form-urlencoded',
      'application/xml',
      'application/cbor',
      '',
      'application/octet-stream',
      'application/offset+octet-stream',
      'application/problem+json',
      MARK,
      '/',
      'a/b;c=d',
    )
    .map((type) => ({ 'content-type': type })),
  fc
    .constantFrom(
      '',
      'Mailbox',
      'Mailbox ..',
      `Mailbox ${MARK}`,
      `Bearer ${MARK}`,
      'Basic YTpi',
      `Mailbox 00000000-0000-4000-8000-000000000000.${'A'.repeat(22)}.${'A'.repeat(86)}`,
      'Session',
      `Session ${MARK}`,
      `Session ${'A'.repeat(22)}.${'A'.repeat(86)}`,
      `Session ${'A'.repeat(22)}.${'_'.repeat(86)}`,
      `Mailbox ${'-'.repeat(36)}.${'A'.repeat(22)}.${'A'.repeat(86)}`,
    )
    .map((authorization) => ({ authorization })),
  fc
    .constantFrom(
      '',
      '=',
      ';',
      'muntada',
      'muntada=',
      `muntada=${MARK}`,
      `muntada=${'A'.repeat(43)}`,
      'muntada=a; muntada=b',
      '__proto__=x; muntada=%00',
      `muntada=${'A'.repeat(43)}; muntada-device=${'A'.repeat(22)}`,
      'x'.repeat(3000),
    )
    .map((cookie) => ({ cookie })),
  fc.constantFrom<Record<string, string>>(
    { range: 'bytes=-1' },
    { range: 'bytes=99999999999999-' },
    { range: `bytes=${MARK}` },
    { 'upload-offset': '-1' },
    { 'upload-offset': '٣' },
    { 'upload-offset': '99999999999999999999' },
    { 'tus-resumable': '9.9.9' },
    { 'content-encoding': 'gzip' },
    { expect: '200-ok' },
    { 'x-forwarded-for': MARK, 'x-forwarded-proto': 'javascript' },
    { 'if-none-match': MARK, 'if-modified-since': MARK },
    { accept: 'application/xml' },
    { accept: 'text/html,*/*;q=0.8' },
    { accept: `text/html, ${MARK}` },
    { 'accept-encoding': 'br;q=x, \u00ff' },
    { host: MARK },
    { origin: 'null', 'sec-fetch-site': 'cross-site' },
    { 'x-http-method-override': 'DELETE' },
    { 'content-length': '0' },
  ),
);

/** Words that are methods somewhere, and words that are none. */
export const oddMethod: fc.Arbitrary<string> = fc.constantFrom(
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
  'TRACE',
  'PROPFIND',
  'LOCK',
  'QUERY',
  'SEARCH',
);

function nested(depth: number): unknown {
  let value: unknown = MARK;
  for (let at = 0; at < depth; at++) value = at % 2 ? [value] : { a: value };
  return value;
}

function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '');
}
