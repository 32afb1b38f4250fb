import type { GuardrailResult, GuardrailVerdict } from '../../gates/applyGuardrail';
import type { SampleComparison } from '../../gates/compareSamples';
import type { ComparisonVerdict } from '../../gates/comparisonVerdict';

/** The verdict of a comparison, as its column says it. */
export const comparisonVerdictNames: Readonly<Record<ComparisonVerdict, string>> = {
  better: 'Better',
  worse: 'Worse',
  equivalent: 'No difference that matters',
  equal: 'No difference',
  noSpread: 'No spread to judge by',
  cannotTell: 'Cannot tell',
  tooFew: 'Too few values',
};

/** Why, where the verdict alone does not say it. */
export function verdictReason({
  verdict,
  method,
  candidateCount,
  baselineCount,
}: Pick<SampleComparison, 'verdict' | 'method' | 'candidateCount' | 'baselineCount'>): string | null {
  switch (verdict) {
    case 'better':
    case 'worse':
    case 'equivalent':
      return null;
    case 'equal':
      return method === 'paired' ? 'every pair is equal' : 'all values are equal';
    case 'noSpread':
      return method === 'paired' ? 'every pair differs by the same' : 'each side has one value throughout';
    case 'cannotTell':
      return 'more samples would narrow it';
    case 'tooFew':
      return tooFewReason(candidateCount, baselineCount);
  }
}

function tooFewReason(candidateCount: number, baselineCount: number): string {
  if (candidateCount === 0 && baselineCount === 0) return 'neither side has a value';
  if (candidateCount === 0) return 'the candidate has no value';
  if (baselineCount === 0) return 'the baseline has no value';
  return 'an interval needs two values a side';
}

/** `candidate: 2 of 4 values missing`; null where every row and run gave a number. */
export function missingWords({
  method,
  candidateCount,
  candidateMissingCount,
  baselineCount,
  baselineMissingCount,
}: Pick<
  SampleComparison,
  'method' | 'candidateCount' | 'candidateMissingCount' | 'baselineCount' | 'baselineMissingCount'
>): string | null {
  const sides = [
    { side: 'baseline', missing: baselineMissingCount, present: baselineCount },
    { side: 'candidate', missing: candidateMissingCount, present: candidateCount },
  ].filter(({ missing }) => missing > 0);
  // Of pairs the count of the values that there were is not known.
  const words = sides.map(
    ({ side, missing, present }) => `${side}: ${missingOf(missing, method === 'paired' ? null : present)}`,
  );
  return words.length === 0 ? null : words.join('; ');
}

/** The verdict of a guardrail, as a sentence says it of the guardrail. */
export const guardrailVerdictNames: Readonly<Record<GuardrailVerdict, string>> = {
  allow: 'Allows',
  escalate: 'Escalates',
  block: 'Blocks',
  unknown: 'Unknown',
};

/** What a guardrail could not judge: `no samples`, `2 of 4 values missing`; null where it saw every value. */
export function guardrailGap({
  sampleCount,
  missingCount,
}: Pick<GuardrailResult, 'sampleCount' | 'missingCount'>): string | null {
  if (missingCount > 0) return missingOf(missingCount, sampleCount);
  return sampleCount === 0 ? 'no samples' : null;
}

/** `2 of 4 values missing`, or `2 values missing` where it is not known how many there were. */
function missingOf(missingCount: number, presentCount: number | null): string {
  const total = missingCount + (presentCount ?? 0);
  const share = presentCount === null ? '' : ` of ${total.toLocaleString('en-US')}`;
  return `${missingCount.toLocaleString('en-US')}${share} ${total === 1 ? 'value' : 'values'} missing`;
}
