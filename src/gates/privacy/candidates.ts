import type { NameReading } from './columnWords';
import { compactOf } from './idRule';
import { personalKinds } from './kinds';
import { rules } from './rules';
import type { ValueRule } from './valueRule';

/** So many of the first values are looked at to see whether a rule is worth it. */
const firstLimit = 40;
/** Findings below it are not listed. */
export const leastScore = 0.5;
/** By how much the values have to be likelier as the kind than by chance: natural logarithm. */
const leastEvidence = 13;

/** A kind that values may be of, by one rule. */
export interface Candidate {
  readonly rule: ValueRule;
  readonly score: number;
  readonly evidence: number;
  /** The places of the values that match. */
  readonly hits: ReadonlySet<number>;
}

/** The kinds that values may be of, the surest first, and of each value one. */
export function candidatesOf(texts: readonly string[], name: NameReading): readonly Candidate[] {
  const compact = texts.map(compactOf);
  const candidates = rules
    .flatMap((rule) => candidateOf(rule, texts, compact, name) ?? [])
    .sort((a, b) => b.score - a.score || b.evidence - a.evidence || orderOf(a.rule) - orderOf(b.rule));
  return withoutOverlap(candidates);
}

const orderOf = (rule: ValueRule): number => personalKinds.indexOf(rule.kind);

function candidateOf(
  rule: ValueRule,
  texts: readonly string[],
  compact: readonly string[],
  name: NameReading,
): Candidate | null {
  const says = name.says(rule.kind);
  const best = rule.score[says];
  if (best < leastScore) return null;
  const hits = hitsOf(rule, texts, compact, says === 'kind' ? 0 : 0.08);
  if (hits === null) return null;
  const share = hits.size / texts.length;
  const matching = [...hits].map((at) => texts[at]!);
  const evidence = evidenceOf(rule, hits.size, texts.length);
  const score =
    says === 'kind'
      ? namedScore(rule, matching, share, name, best)
      : unnamedScore(rule, matching, share, evidence, best);
  return score >= leastScore ? { rule, score, evidence, hits } : null;
}

/** The places of values that match; null where too few of the first do. */
function hitsOf(
  rule: ValueRule,
  texts: readonly string[],
  compact: readonly string[],
  leastShare: number,
): ReadonlySet<number> | null {
  const hits = new Set<number>();
  for (let at = 0; at < texts.length; at++) {
    if (at === firstLimit && hits.size <= firstLimit * leastShare && !rule.isSure) return null;
    if (rule.matches(texts[at]!, compact[at]!)) hits.add(at);
  }
  return hits.size === 0 ? null : hits;
}

function namedScore(
  rule: ValueRule,
  matching: readonly string[],
  share: number,
  name: NameReading,
  best: number,
): number {
  if (rule.acceptsNamed?.(matching, name.isPlainName) === false) return 0;
  if (rule.isSure) return best * (0.8 + 0.2 * share);
  return share >= 0.6 ? best * (0.85 + 0.15 * share) : best * share;
}

function unnamedScore(
  rule: ValueRule,
  matching: readonly string[],
  share: number,
  evidence: number,
  best: number,
): number {
  if (evidence < leastEvidence || rule.accepts?.(matching) === false) return 0;
  if (rule.isSure) return best * (0.75 + 0.25 * share);
  // Of look-alikes few match; of the kind itself nearly all do, but for what was written wrongly.
  return share >= 0.9 ? best * (0.9 + 0.1 * share) : share >= 0.75 ? best * 0.85 : 0;
}

/** Of so many values so many match: how much likelier that is than by chance, as a natural logarithm (Chernoff's bound). */
function evidenceOf({ chance }: ValueRule, hits: number, count: number): number {
  const share = hits / count;
  if (share <= chance) return 0;
  const rest = share === 1 ? 0 : (1 - share) * Math.log((1 - share) / (1 - chance));
  return count * (share * Math.log(share / chance) + rest);
}

/** One kind for each value: of kinds that match the same values, the surest stays. */
function withoutOverlap(candidates: readonly Candidate[]): readonly Candidate[] {
  const kept: Candidate[] = [];
  for (const candidate of candidates) {
    const isTaken = kept.some(
      ({ rule, hits }) =>
        rule.kind === candidate.rule.kind ||
        [...candidate.hits].filter((at) => hits.has(at)).length > candidate.hits.size * 0.3,
    );
    if (!isTaken) kept.push(candidate);
  }
  return kept;
}
