import { flushSync, mount, unmount } from 'svelte';
import { fromStore, writable } from 'svelte/store';
import '../../src/web/report/report.css';
import { fromBase64url, toBase64url } from '../../src/base/bytes.ts';
import { newIdentity } from '../../src/crypto/age.ts';
import { bundle, sealBundle } from '../../src/reporting/web/attach/bundle.ts';
import Attach from '../../src/reporting/web/attach/Attach.svelte';
import type { ChosenFile } from '../../src/reporting/web/attach/files.ts';
import Received from '../../src/reporting/web/attach/Received.svelte';

/*
 * The browser's side of the journey through the attachments: the real components on a page of their own, and a few questions that the
 * journey asks about them from outside.
 */

// a store, because a component follows nothing else outside of itself
const chosen = fromStore(writable<readonly ChosenFile[]>([]));
let shown: Record<string, unknown> | undefined;

const target = () => document.getElementById('app') ?? document.body;

async function show(component: unknown, props: Record<string, unknown>): Promise<void> {
  if (shown) await unmount(shown);
  // each component takes its own properties
  shown = mount(component as never, { target: target(), props: props as never });
  flushSync();
}

function canvasOf(width: number, height: number): CanvasRenderingContext2D {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas');
  return context;
}

const questions = {
  /** The chooser of files; what she chose is asked by `chosen`. */
  showAttach: async (under18: boolean) => {
    chosen.current = [];
    const bound = {
      under18,
      get files() {
        return chosen.current;
      },
      set files(next) {
        chosen.current = next;
      },
    };
    await show(Attach, bound);
  },
  chosen: async () =>
    Promise.all(
      chosen.current.map(async ({ kind, name, type, confirmed, blurred, blob }) => ({
        kind,
        name,
        type,
        confirmed,
        blurred,
        bytes: toBase64url(new Uint8Array(await blob.arrayBuffer())),
      })),
    ),
  /** Size of the first chosen picture, and how many of its pixels between two rows (and columns 250 to 550) are ink. */
  picture: async (...rows: readonly (readonly [from: number, to: number])[]) => {
    const [file] = chosen.current;
    if (!file) throw new Error('nothing is chosen');
    const bitmap = await createImageBitmap(file.blob);
    const { width, height } = bitmap;
    const context = canvasOf(width, height);
    context.drawImage(bitmap, 0, 0);
    const ink = rows.map(([from, to]) => {
      const { data } = context.getImageData(250, from, 300, to - from);
      return data.filter((value, at) => at % 4 === 0 && value < 90).length;
    });
    return { width, height, ink };
  },
  /** A picture of stripes with text on it, as a phone writes it. */
  makeJpeg: async (width: number, height: number) => {
    const context = canvasOf(width, height);
    for (let y = 0; y < height; y += 40) {
      context.fillStyle = y % 80 === 0 ? '#f4f4f4' : '#d7e8d0';
      context.fillRect(0, y, width, 40);
      context.fillStyle = '#111';
      context.font = '28px sans-serif';
      context.fillText(`رسالة توضيحية ${y} 0770 000 ${y}`, 20, y + 30);
    }
    const blob = await new Promise<Blob | null>((resolve) => context.canvas.toBlob(resolve, 'image/jpeg', 0.9));
    return toBase64url(new Uint8Array((await blob?.arrayBuffer()) ?? []));
  },
  /** Seals so many random bytes as one file; milliseconds, and the bytes that came out. */
  seal: async (size: number) => {
    const parts: BlobPart[] = [];
    for (let left = size; left > 0; left -= 65_536) {
      parts.push(crypto.getRandomValues(new Uint8Array(Math.min(left, 65_536))));
    }
    const blob = new Blob(parts);
    const { recipient } = await newIdentity();
    const started = performance.now();
    const { reader, length } = await sealBundle(recipient, bundle([blob]));
    let sealed = 0;
    for (;;) {
      const part = await reader.take(256 * 1024);
      if (part.length === 0) break;
      sealed += part.length;
    }
    return { ms: Math.round(performance.now() - started), sealed, length };
  },
  /** The viewer, on a stream that lies in memory. */
  showReceived: async (file: { name: string; type: string; bytes: string; damaged?: boolean }) => {
    const { identity, recipient } = await newIdentity();
    const content = fromBase64url(file.bytes);
    const whole = bundle([new Blob([new Uint8Array(content)])]);
    const { reader, length } = await sealBundle(recipient, whole);
    const sealed = new Uint8Array(await reader.take(length));
    if (file.damaged === true) sealed[sealed.length - 1] = (sealed[sealed.length - 1] ?? 0) ^ 1;
    const upload = '00000000-0000-4000-8000-000000000000';
    const { name, type } = file;
    const attachments = [{ upload, name, type, size: content.length, digest: whole.digests[0] }];
    await show(Received, { attachments, identity, load: async () => new Response(sealed) });
  },
};

declare global {
  interface Window {
    attachPage: typeof questions;
  }
}

window.attachPage = questions;
