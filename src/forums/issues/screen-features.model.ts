/** Buckets of the features; each has one weight of one byte. */
export const BUCKETS = 8192;

const SHORTEST = 2;
const LONGEST = 5;

/**
 * The features of a folded text, as numbers of buckets: its words, its pairs of words, and the pieces of two to five letters of each
 * word with its borders. Each once. Pieces, because Arabic and Kurdish write who does what to whom into one word.
 */
export function featuresOf(folded: string): ReadonlySet<number> {
  const features = new Set<number>();
  const words = folded.split(' ');
  words.forEach((word, at) => {
    features.add(bucketOf(`=${word}`));
    features.add(bucketOf(`${word}+${words[at + 1] ?? ''}`));
    const framed = `^${word}$`;
    for (let length = SHORTEST; length <= LONGEST; length++) {
      for (let from = 0; from + length <= framed.length; from++)
        features.add(bucketOf(framed.slice(from, from + length)));
    }
  });
  return features;
}

/** FNV-1a over UTF-16 units, folded into the number of buckets. */
function bucketOf(piece: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < piece.length; at++) hash = Math.imul(hash ^ piece.charCodeAt(at), 0x01000193);
  return (hash ^ (hash >>> 13)) & (BUCKETS - 1);
}
