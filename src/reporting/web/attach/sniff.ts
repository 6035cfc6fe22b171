/** What a file is, by its own first bytes; its name and the type that a phone says prove nothing. */
export type Sniffed =
  | { readonly kind: 'picture' | 'paper' | 'voice'; readonly type: string; readonly ending: string }
  | { readonly kind: 'video' }
  | undefined;

/** Enough of a file's beginning to know it; of films and voice notes in MP4 everything is needed. */
export const SNIFF_BYTES = 4096;

const signatures: readonly [hex: string, kind: 'picture' | 'paper' | 'voice', type: string, ending: string][] = [
  ['ffd8ff', 'picture', 'image/jpeg', 'jpg'],
  ['89504e470d0a1a0a', 'picture', 'image/png', 'png'],
  ['474946383761', 'picture', 'image/gif', 'gif'],
  ['474946383961', 'picture', 'image/gif', 'gif'],
  ['255044462d', 'paper', 'application/pdf', 'pdf'],
  ['4f676753', 'voice', 'audio/ogg', 'ogg'],
  ['494433', 'voice', 'audio/mpeg', 'mp3'],
  ['fffb', 'voice', 'audio/mpeg', 'mp3'],
  ['fff3', 'voice', 'audio/mpeg', 'mp3'],
  ['fff2', 'voice', 'audio/mpeg', 'mp3'],
  ['fff1', 'voice', 'audio/aac', 'aac'],
  ['fff9', 'voice', 'audio/aac', 'aac'],
  ['2321414d52', 'voice', 'audio/amr', 'amr'],
  ['664c6143', 'voice', 'audio/flac', 'flac'],
];

/** Kinds of MP4 boxes (ISO/IEC 14496-12) whose brand says that they are pictures. */
const PICTURE_BRANDS = ['heic', 'heix', 'hevc', 'mif1', 'msf1', 'avif', 'avis'];

/** What a file is: a picture, a paper (PDF), a voice note, a video, or undefined for anything else. `whole` is read for MP4 alone. */
export async function sniff(start: Uint8Array, whole: () => Promise<Uint8Array>): Promise<Sniffed> {
  const text = latin(start);
  if (text.slice(0, 4) === 'RIFF') return sniffRiff(text.slice(8, 12));
  if (text.slice(4, 8) === 'ftyp') return sniffMp4(text.slice(8, 12), whole);
  // Matroska and WebM; Ogg with a film inside
  if (startsWith(start, '1a45dfa3') || (text.slice(0, 4) === 'OggS' && text.includes('theora')))
    return { kind: 'video' };
  for (const [hex, kind, type, ending] of signatures) if (startsWith(start, hex)) return { kind, type, ending };
  return undefined;
}

function sniffRiff(form: string): Sniffed {
  if (form === 'WEBP') return { kind: 'picture', type: 'image/webp', ending: 'webp' };
  if (form === 'WAVE') return { kind: 'voice', type: 'audio/wav', ending: 'wav' };
  return form === 'AVI ' ? { kind: 'video' } : undefined;
}

/** Recorders of phones write voice notes under the brands of films: only the tracks say whether there is a picture in it. */
async function sniffMp4(brand: string, whole: () => Promise<Uint8Array>): Promise<Sniffed> {
  if (PICTURE_BRANDS.includes(brand)) return { kind: 'picture', type: 'image/heic', ending: 'heic' };
  const tracks = handlersIn(await whole());
  if (tracks.includes('vide') || !tracks.includes('soun')) return { kind: 'video' };
  return { kind: 'voice', type: 'audio/mp4', ending: 'm4a' };
}

/** The kinds of tracks: eight bytes after each `hdlr`. */
function handlersIn(bytes: Uint8Array): string[] {
  const found: string[] = [];
  for (let at = bytes.indexOf(104); at >= 0; at = bytes.indexOf(104, at + 1)) {
    if (latin(bytes.subarray(at, at + 4)) === 'hdlr') found.push(latin(bytes.subarray(at + 12, at + 16)));
  }
  return found;
}

function startsWith(bytes: Uint8Array, hex: string): boolean {
  const count = hex.length / 2;
  let read = '';
  for (const byte of bytes.subarray(0, count)) read += byte.toString(16).padStart(2, '0');
  return read === hex;
}

function latin(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}
