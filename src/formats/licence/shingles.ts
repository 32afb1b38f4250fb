/** So many words stand together in a shingle. */
const shingleLength = 5;

/**
 * The words of a licence's text: lower case, letters and digits alone, without lines that name who has the copyright, and with the
 * British spelling of licence as the American one.
 */
function wordsOf(text: string): readonly string[] {
  const lines = text
    .split(/\r?\n|\r/)
    .filter((line) => !/^[\W_]*(?:copyright\b|©|\(c\)\s)/i.test(line) || line.length > 160);
  return (
    lines
      .join(' ')
      .toLowerCase()
      .replaceAll('licence', 'license')
      .match(/[a-z0-9]+/g) ?? []
  );
}

/** The hashes of every run of five words in a text, each once: FNV-1a over their characters, as unsigned 32 bits. */
export function shinglesOf(text: string): ReadonlySet<number> {
  const words = wordsOf(text);
  const found = new Set<number>();
  for (let at = 0; at + shingleLength <= words.length; at++)
    found.add(hashOf(words.slice(at, at + shingleLength).join(' ')));
  return found;
}

function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

/** What is kept of a text: the shingles whose hash is a multiple of the modulus. */
export interface LicenceSketch {
  readonly id: string;
  readonly modulus: number;
  readonly hashes: readonly number[];
}

/** What people put their own names in place of. */
const namedParties = /\bthe (?:copyright holders?|author)\b|\bISC\b|<[^<>]*>|\[[^[\]]*\]/gi;

/**
 * A sketch of about as many shingles as are asked for; of a short text all of them. Shingles with the name of a party are left out, and so is
 * what stands after the end of the terms: people write their own there.
 */
export function sketchOf(id: string, text: string, wanted: number): LicenceSketch {
  const [terms = ''] = text.split(/end of (?:the )?terms and conditions/i);
  const shingles = [...new Set(terms.split(namedParties).flatMap((part) => [...shinglesOf(part)]))];
  let modulus = 1;
  while (shingles.length / modulus > wanted) modulus *= 2;
  return { id, modulus, hashes: shingles.filter((hash) => hash % modulus === 0).toSorted((a, b) => a - b) };
}
