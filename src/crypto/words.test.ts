import { test } from 'node:test';
import assert from 'node:assert/strict';
import { sixWords } from './words.ts';

const KEYS = ['age1a', 'signing-a'];

test('no keys give no words; another order, key or split gives other words', () => {
  assert.throws(() => sixWords([], 'en'), { code: 'malformed' });
  const words = sixWords(KEYS, 'en').join(' ');
  for (const other of [['signing-a', 'age1a'], ['age1a'], ['age1as', 'igning-a'], ['age1a', 'signing-b']]) {
    assert.notEqual(sixWords(other, 'en').join(' '), words);
  }
});

test('the words are fixed: two versions of the software read the same to each other', () => {
  assert.equal(sixWords(KEYS, 'en').join(' '), 'taqid jijar riduf zasaf tatar siraj');
  assert.equal(sixWords(KEYS, 'ar').join(' '), 'تاقيد جيجار ريدوف زاساف تاتار سيراج');
  assert.equal(sixWords(KEYS, 'ckb').join(' '), 'تاقید جیجار ریدووف زاساف تاتار سیراج');
});

test('each script says the same sounds, and no two sounds look alike', () => {
  const sound = /^(sh|kh|gh|[btjdrzsfqklmn])([aiu])(sh|kh|gh|[btjdrzsfqklmn])([aiu])(sh|kh|gh|[btjdrzsfqklmn])$/;
  const letters: Record<string, string> = {};
  for (let n = 0; n < 300; n++) {
    const keys = [`key ${n}`];
    const [ar, ckb, en] = [sixWords(keys, 'ar'), sixWords(keys, 'ckb'), sixWords(keys, 'en')];
    for (const [at, word] of en.entries()) {
      const sounds = sound.exec(word)?.slice(1) ?? assert.fail(word);
      const written = [...(ar[at] ?? '')];
      assert.equal(written.length, 5);
      for (const [place, each] of sounds.entries()) {
        letters[each] ??= written[place] ?? '';
        assert.equal(letters[each], written[place]);
      }
      const sorani = (ar[at] ?? '').replaceAll('ك', 'ک').replaceAll('ي', 'ی').replaceAll('و', 'وو');
      assert.equal(ckb[at], sorani);
    }
  }
  assert.equal(Object.keys(letters).length, 19);
  assert.equal(new Set(Object.values(letters)).size, 19);
  // what a liar would have to hit by trying keys
  assert.ok(6 * Math.log2(16 ** 3 * 3 ** 2) > 85);
});
