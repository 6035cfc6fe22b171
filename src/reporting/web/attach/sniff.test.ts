import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { concat, fromHex, utf8 } from '../../../base/bytes.ts';
import { safeName } from './receive.ts';
import { sniff } from './sniff.ts';

const never = () => Promise.reject(new Error('not needed'));
const kindOf = async (bytes: Uint8Array) => (await sniff(bytes, async () => bytes))?.kind;

/** An MP4 with these tracks, as far as anybody looks at it. */
function mp4(brand: string, ...handlers: string[]): Uint8Array {
  const tracks = handlers.map((handler) => concat(utf8('hdlr'), new Uint8Array(8), utf8(handler)));
  return concat(new Uint8Array(4), utf8(`ftyp${brand}`), new Uint8Array(500), ...tracks, utf8('hd'), new Uint8Array(9));
}

test('scripts, pages, archives, programs and nothing at all are not taken', async () => {
  const texts = [
    '',
    '<svg xmlns="http://www.w3.org/2000/svg">',
    '<!doctype html>',
    '%!PS',
    'PK\u0003\u0004',
    'MZ',
    'BM',
  ];
  for (const text of texts) assert.equal(await sniff(utf8(text), never), undefined, text);
});

test('a video is one under any brand or name', async () => {
  assert.equal(await kindOf(mp4('isom', 'vide', 'soun')), 'video');
  assert.equal(await kindOf(mp4('M4A ', 'soun', 'vide')), 'video');
  assert.equal(await kindOf(mp4('3gp4')), 'video', 'no track that can be heard');
  assert.equal(await kindOf(fromHex('1a45dfa3')), 'video');
  assert.equal(await kindOf(concat(utf8('OggS'), new Uint8Array(25), utf8('theora'))), 'video');
  assert.equal(await kindOf(utf8('RIFF....AVI LIST')), 'video');
});

test('pictures, papers and voice notes are known by their bytes', async () => {
  const known = [
    [fromHex('ffd8ffe0'), 'image/jpeg'],
    [fromHex('89504e470d0a1a0a'), 'image/png'],
    [utf8('RIFF....WEBPVP8 '), 'image/webp'],
    [mp4('heic'), 'image/heic'],
    [utf8('%PDF-1.7'), 'application/pdf'],
    [utf8('OggS...OpusHead'), 'audio/ogg'],
    [utf8('#!AMR\n'), 'audio/amr'],
    [mp4('mp42', 'soun'), 'audio/mp4'],
  ] as const;
  for (const [bytes, type] of known) {
    const found = await sniff(bytes, async () => bytes);
    assert.equal(found && 'type' in found ? found.type : undefined, type);
  }
});

test('random bytes never throw', async () => {
  await fc.assert(fc.asyncProperty(fc.uint8Array(), async (bytes) => void (await sniff(bytes, async () => bytes))));
});

test('a name is safe to save under: no path, no hidden or turning letters, only the ending of its bytes', () => {
  assert.equal(safeName('../../etc/passwd', 'pdf'), 'passwd.pdf');
  assert.equal(safeName('C:\\fake\\عقد الإيجار.exe', 'pdf'), 'عقد الإيجار.pdf');
  assert.equal(safeName('photo\u202Egpj.exe', 'bin'), 'photo_gpj.bin');
  assert.equal(safeName('.bashrc', 'bin'), 'file.bin');
  assert.equal(safeName('con\u0000\n:*?"<>|', 'ogg'), 'con.ogg');
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (name) => {
      const safe = safeName(name, 'pdf');
      assert.match(safe, /^[\p{L}\p{M}\p{N} _-]{1,80}\.pdf$/u);
    }),
  );
});
