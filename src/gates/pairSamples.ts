import { meanOf } from '../numerics/moments';
import type { Samples } from './samples';

/** Two sides of a comparison; paired, their values stand in the same order. */
export interface ComparedSides {
  readonly method: 'paired' | 'unpaired';
  readonly candidate: ArrayLike<number>;
  readonly baseline: ArrayLike<number>;
  /** Cases of either side without a partner, left out of a paired comparison. */
  readonly leftOutCount: number;
}

/** Pairs where both sides name their cases and have at least two in common [G1]; several values of one case are taken as their mean. */
export function pairSamples(candidate: Samples, baseline: Samples): ComparedSides {
  const unpaired = {
    method: 'unpaired',
    candidate: candidate.values,
    baseline: baseline.values,
    leftOutCount: 0,
  } as const;
  if (candidate.cases === null || baseline.cases === null) return unpaired;
  const [ofCandidate, ofBaseline] = [meanByCase(candidate), meanByCase(baseline)];
  const common = [...ofCandidate.keys()].filter((name) => ofBaseline.has(name));
  if (common.length < 2) return unpaired;
  return {
    method: 'paired',
    candidate: common.map((name) => ofCandidate.get(name)!),
    baseline: common.map((name) => ofBaseline.get(name)!),
    leftOutCount: ofCandidate.size + ofBaseline.size - 2 * common.length,
  };
}

function meanByCase({ values, cases }: Samples): Map<string, number> {
  const known = new Map<string, number[]>();
  for (const [at, name] of (cases ?? []).entries()) {
    const value = values[at];
    if (value === undefined) continue;
    const own = known.get(name);
    if (own) own.push(value);
    else known.set(name, [value]);
  }
  return new Map([...known].map(([name, own]) => [name, meanOf(own)]));
}
