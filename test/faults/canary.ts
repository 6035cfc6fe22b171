import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Whether bytes hold a text as UTF-8, UTF-16, hexadecimal, base64 or base64url at any offset, JSON or URL escapes. */
export function holds(bytes: Buffer, text: string): boolean {
  const utf8 = Buffer.from(text);
  const hex = utf8.toString('hex');
  const inner = [0, 1, 2].map((offset) => {
    const base64 = Buffer.concat([Buffer.alloc(offset), utf8])
      .toString('base64')
      .replace(/=+$/, '');
    return base64.slice(offset === 0 ? 0 : 4, -1);
  });
  const forms = [
    utf8,
    Buffer.from(text, 'utf16le'),
    text.replace(/[^\x20-\x7e]/g, escaped),
    encodeURIComponent(text),
    hex,
    hex.toUpperCase(),
    ...inner,
    ...inner.map((form) => form.replace(/\+/g, '-').replace(/\//g, '_')),
  ];
  return forms.some((form) => bytes.includes(form));
}

/** As JSON writes a letter that is not ASCII. */
export function escaped(letter: string): string {
  return `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** Every file under a folder. */
export function filesUnder(folder: string): string[] {
  const all = readdirSync(folder, { recursive: true, withFileTypes: true });
  return all.filter((each) => each.isFile()).map((each) => join(each.parentPath, each.name));
}
