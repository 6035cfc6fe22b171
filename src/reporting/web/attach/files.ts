import { FILES_MOST, FILES_MOST_BYTES } from '../../uploads/upload.model.ts';
import { reencode } from './picture.ts';
import { sniff, SNIFF_BYTES } from './sniff.ts';

/** A file that she chose, ready to be sealed once it is confirmed. Lives in memory alone. */
export interface ChosenFile {
  /** Known to this page alone. */
  readonly key: number;
  readonly kind: 'picture' | 'paper' | 'voice';
  /** Goes into the sealed list and nowhere else. A picture is named anew: names of screenshots hold dates and apps. */
  readonly name: string;
  readonly type: string;
  readonly blob: Blob;
  /** Of a picture: "these are words"; of another file: she has read what stays inside it. */
  readonly confirmed: boolean;
  /** How many places were blurred. */
  readonly blurred: number;
}

/** Why a file is not taken. */
export type Refusal = 'video' | 'unknown' | 'unreadable' | 'tooLong' | 'under18' | 'tooMuch' | 'tooMany';

export type Choice = { readonly files: readonly ChosenFile[]; readonly refusal?: Refusal };

let lastKey = 0;

/** Whether every file may be sealed: none waits for her word. */
export function allConfirmed(files: readonly ChosenFile[]): boolean {
  return files.every((file) => file.confirmed);
}

/** All files together, in bytes. */
export function sizeOf(files: readonly ChosenFile[]): number {
  return files.reduce((sum, file) => sum + file.blob.size, 0);
}

/** What may be sent by somebody under 18: no pictures at all (rule N4). Call it again when that answer changes. */
export function withoutPictures(files: readonly ChosenFile[]): readonly ChosenFile[] {
  return files.filter((file) => file.kind !== 'picture');
}

/**
 * Adds a file to those chosen: known by its bytes, a picture drawn anew so that nothing but its pixels is left. A long screenshot
 * becomes several, so that its words stay legible. Nothing is added when it is refused.
 */
export async function addFile(files: readonly ChosenFile[], file: File, under18: boolean): Promise<Choice> {
  const start = await bytesOf(file.slice(0, SNIFF_BYTES));
  if (file.size > 4 * FILES_MOST_BYTES) return { files, refusal: 'tooMuch' };
  const found = await sniff(start, () => bytesOf(file));
  if (!found) return { files, refusal: 'unknown' };
  if (found.kind === 'video') return { files, refusal: 'video' };
  if (found.kind === 'picture' && under18) return { files, refusal: 'under18' };
  if (found.kind === 'picture') {
    const pages = await reencode(file);
    return typeof pages === 'string' ? { files, refusal: pages } : withinLimits(files, pages.map(pictureFile));
  }
  const { kind, type } = found;
  return withinLimits(files, [{ ...fresh(), kind, name: file.name.slice(-200), type, blob: file }]);
}

/** A picture in the place of another of hers, after blurring. */
export function replaceBlob(file: ChosenFile, blob: Blob, blurred: number): ChosenFile {
  return { ...file, blob, type: blob.type, name: nameOfPicture(blob), blurred: file.blurred + blurred };
}

/** All bytes of a piece of a file. */
export async function bytesOf(blob: Blob): Promise<Uint8Array> {
  return new Uint8Array(await blob.arrayBuffer());
}

function pictureFile(blob: Blob): ChosenFile {
  return { ...fresh(), kind: 'picture', name: nameOfPicture(blob), type: blob.type, blob };
}

function nameOfPicture(blob: Blob): string {
  return `screenshot.${blob.type === 'image/webp' ? 'webp' : 'jpg'}`;
}

function fresh() {
  return { key: ++lastKey, confirmed: false, blurred: 0 };
}

function withinLimits(files: readonly ChosenFile[], more: readonly ChosenFile[]): Choice {
  const all = [...files, ...more];
  if (all.length > FILES_MOST) return { files, refusal: 'tooMany' };
  return sizeOf(all) > FILES_MOST_BYTES ? { files, refusal: 'tooMuch' } : { files: all };
}
