/** The longest side of a picture as it is sent, and its weight. */
export const SIDE_MOST = 1600;
const PICTURE_MOST_BYTES = 1_000_000;

/** More than this is no screenshot, and a cheap phone has no room for it. */
const PIXELS_MOST = 50_000_000;
/** A screenshot longer than this many times its width is cut into pages of about this shape, which overlap a little. */
const LONG_SHAPE = 2.5;
const OVERLAP = 0.04;
const PAGES_MOST = 8;
const QUALITIES = [0.85, 0.7, 0.55, 0.4];
const SHRINKS = [1, 0.75, 0.5, 0.35];

/** A part of a picture, in its own pixels. */
export type Page = { readonly top: number; readonly height: number };

/** How a picture is cut: one page, or several for a long screenshot. */
export function pagesOf(width: number, height: number): Page[] {
  if (height <= width * LONG_SHAPE || height <= SIDE_MOST) return [{ top: 0, height }];
  const count = Math.ceil(height / (width * LONG_SHAPE));
  const step = height / count;
  const overlap = Math.round(step * OVERLAP);
  return Array.from({ length: count }, (_, at) => {
    const top = Math.max(0, Math.round(at * step) - overlap);
    return { top, height: Math.min(height, Math.round((at + 1) * step)) - top };
  });
}

/**
 * Draws a picture anew, page by page: the pixels are all that is left of the file, so place, time, phone and thumbnail are gone.
 * WebP where the browser writes it, JPEG elsewhere.
 */
export async function reencode(file: Blob): Promise<readonly Blob[] | 'unreadable' | 'tooLong'> {
  const picture = await decode(file);
  if (picture === undefined) return 'unreadable';
  const { naturalWidth: width, naturalHeight: height } = picture;
  if (width === 0 || height === 0 || width * height > PIXELS_MOST) return 'unreadable';
  const pages = pagesOf(width, height);
  if (pages.length > PAGES_MOST) return 'tooLong';
  const blobs: Blob[] = [];
  for (const page of pages) {
    const blob = await encodeWithin(picture, { ...page, width });
    if (blob === undefined) return 'unreadable';
    blobs.push(blob);
  }
  return blobs;
}

/** The picture in a file; undefined when this browser cannot read it. */
export async function decode(file: Blob): Promise<HTMLImageElement | undefined> {
  const address = URL.createObjectURL(file);
  try {
    const picture = new Image();
    picture.src = address;
    await picture.decode();
    return picture;
  } catch {
    return undefined;
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** What is on a canvas as a file of at most `PICTURE_MOST_BYTES`; undefined when the browser gives none. */
export async function encodeCanvas(canvas: HTMLCanvasElement): Promise<Blob | undefined> {
  for (const quality of QUALITIES) {
    const blob = (await toBlob(canvas, 'image/webp', quality)) ?? (await toBlob(canvas, 'image/jpeg', quality));
    if (blob === undefined) return undefined;
    if (blob.size <= PICTURE_MOST_BYTES) return blob;
  }
  return undefined;
}

async function encodeWithin(
  picture: HTMLImageElement,
  { top, width, height }: Page & { readonly width: number },
): Promise<Blob | undefined> {
  const fit = Math.min(1, SIDE_MOST / Math.max(width, height));
  for (const shrink of SHRINKS) {
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(1, Math.round(width * fit * shrink));
    canvas.height = Math.max(1, Math.round(height * fit * shrink));
    const context = canvas.getContext('2d', { alpha: false });
    if (context === null) return undefined;
    // What was transparent becomes paper, not black.
    context.fillStyle = '#fff';
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.imageSmoothingQuality = 'high';
    context.drawImage(picture, 0, top, width, height, 0, 0, canvas.width, canvas.height);
    const blob = await encodeCanvas(canvas);
    if (blob !== undefined) return blob;
  }
  return undefined;
}

/** Browsers answer in PNG what they cannot write: that counts as none. */
function toBlob(canvas: HTMLCanvasElement, type: string, quality: number): Promise<Blob | undefined> {
  return new Promise((resolve) =>
    canvas.toBlob((blob) => resolve(blob?.type === type ? blob : undefined), type, quality),
  );
}
