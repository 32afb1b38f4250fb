import { shinglesOf, type LicenceSketch } from './shingles';
import stored from './sketches.json';

/** A licence that a text was recognised as. */
export interface RecognisedLicence {
  readonly id: string;
  /** The share of the licence's own text that stands in it, from 0 to 1; null where a sentence told. */
  readonly agreement: number | null;
}

/** A text with less of a licence than this is not that licence. */
const leastAgreement = 0.85;

let sketches: readonly LicenceSketch[] | null = null;

function allSketches(): readonly LicenceSketch[] {
  sketches ??= (stored as unknown as readonly (readonly [string, number, string])[]).map(
    ([id, modulus, packed]) => ({
      id,
      modulus,
      hashes: packed.split(' ').map((hash) => Number.parseInt(hash, 36) * modulus),
    }),
  );
  return sketches;
}

/** Sentences that stand in licences whose text is not at hand here; all of a line's have to. */
const sentences: readonly (readonly [id: string, ...parts: readonly RegExp[]])[] = [
  ['LicenseRef-Gemma', /gemma terms of use/i, /gemma prohibited use policy/i],
  ['LicenseRef-BigScience-BLOOM-RAIL-1.0', /bigscience rail license/i, /bloom/i],
  ['LicenseRef-BigScience-OpenRAIL-M', /bigscience open rail-m/i],
  ['LicenseRef-BigCode-OpenRAIL-M', /bigcode open ?rail-m/i],
  ['LicenseRef-CreativeML-OpenRAIL-PP-M', /creativeml open rail\+\+-m/i],
  ['LicenseRef-OpenRAIL', /open ?rail/i, /use-based restrictions/i],
  ['LicenseRef-proprietary', /all rights reserved/i, /\b(?:proprietary|confidential)\b/i],
];

/**
 * The licences whose text a text holds [N7], best first: none where it is none of those that are known. A licence that is
 * told by what another one also says (BSD of two clauses in that of three) is not named beside it.
 */
export function recogniseText(text: string): readonly RecognisedLicence[] {
  const left = new Set(shinglesOf(text));
  const found: RecognisedLicence[] = [];
  let candidates = allSketches()
    .map((sketch) => weigh(sketch, left))
    .filter(({ agreement }) => agreement >= leastAgreement);
  while (candidates.length > 0) {
    const best = candidates.reduce((a, b) => (b.weight > a.weight ? b : a));
    found.push({ id: best.sketch.id, agreement: Number(best.agreement.toFixed(4)) });
    const { modulus, hashes } = best.sketch;
    // What is kept of a long text is a sample: what it shares with others goes with it.
    const explained = new Set(hashes);
    candidates = candidates
      .filter(({ sketch }) => sketch.id !== best.sketch.id)
      .filter(({ sketch }) => isApart(sketch, explained, modulus));
  }
  return found.length > 0 ? found : bySentences(text);
}

interface Weighed {
  readonly sketch: LicenceSketch;
  readonly agreement: number;
  /** Shingles that are there, less a quarter of those that are not: people change a word here and there. */
  readonly weight: number;
}

function weigh(sketch: LicenceSketch, shingles: ReadonlySet<number>): Weighed {
  const { hashes, modulus } = sketch;
  const hits = hashes.reduce((sum, hash) => sum + Number(shingles.has(hash)), 0);
  return {
    sketch,
    agreement: hashes.length === 0 ? 0 : hits / hashes.length,
    weight: (hits - (hashes.length - hits) / 4) * modulus,
  };
}

/** Whether most of a sketch is something that another one does not say. */
function isApart({ hashes, modulus }: LicenceSketch, explained: ReadonlySet<number>, by: number): boolean {
  const common = Math.max(modulus, by);
  const comparable = hashes.filter((hash) => hash % common === 0);
  const shared = comparable.filter((hash) => explained.has(hash)).length;
  return shared < comparable.length / 2;
}

function bySentences(text: string): readonly RecognisedLicence[] {
  const told = sentences.find(([, ...parts]) => parts.every((part) => part.test(text)));
  return told === undefined ? [] : [{ id: told[0], agreement: null }];
}
