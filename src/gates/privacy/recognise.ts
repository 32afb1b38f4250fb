import type { ColumnType } from '../../table/schema';
import { birthRules } from './birthRules';
import { type NameReading, readColumnName } from './columnWords';
import { contactRules } from './contactRules';
import { compactOf, type IdRule, isOfRule } from './idRule';
import { type PersonalKind, personalKinds } from './kinds';
import { masked } from './mask';
import { moneyRules } from './moneyRules';
import { nationalIds } from './nationalIds';
import { networkRules } from './networkRules';
import { personRules } from './personRules';
import { positionRules } from './positionRules';
import { passports, taxIds } from './taxIds';
import type { ValueRule } from './valueRule';

/** A column as the recognisers see it. */
export interface ColumnValues {
  readonly name: string;
  readonly type: ColumnType | null;
  /** Different values, the most frequent first, each with its rows. */
  readonly values: readonly { readonly value: string; readonly count: number }[];
  /** Rows with a value. */
  readonly valueCount: number;
}

/** Personal data that a column seems to hold. */
export interface PersonalFinding {
  readonly kind: PersonalKind;
  /** From 0 to 1. */
  readonly score: number;
  /** Rows that hold such a value; where not all values are known, in proportion. */
  readonly rows: number;
  /** Whether `rows` was counted. */
  readonly isExact: boolean;
  /** Some of the values, masked. */
  readonly samples: readonly string[];
}

const idScore = { kind: 0.97, nothing: 0.88, other: 0.4 };

function ruleOfId(rule: IdRule): ValueRule {
  return {
    kind: rule.kind,
    name: rule.name,
    matches: (text, compact) => isOfRule(rule, text, compact),
    chance: rule.chance,
    score: rule.needsName ? { ...idScore, nothing: 0, other: 0 } : idScore,
  };
}

const rules: readonly ValueRule[] = [
  ...contactRules,
  ...moneyRules,
  ...networkRules,
  ...[...nationalIds, ...taxIds, ...passports].map(ruleOfId),
  ...birthRules,
  ...positionRules,
  ...personRules,
];

/** So many different values are looked at, and so many to see whether a rule is worth it. */
const valueLimit = 500;
const firstLimit = 40;
/** Findings below it are not listed. */
const leastScore = 0.5;
/** By how much the values have to be likelier as the kind than by chance: natural logarithm. */
const leastEvidence = 13;

const nothingSaid =
  /^(?:|-+|\.+|\?+|n\/?a|nan|null|none|nil|unknown|undefined|missing|unbekannt|inconnu|desconocido|sconosciuto|onbekend|brak|k\.? ?a\.?|s\/d|x+|0)$/i;

interface Candidate {
  readonly rule: ValueRule;
  readonly score: number;
  readonly evidence: number;
  readonly hits: ReadonlySet<number>;
}

/** What personal data a column seems to hold, by its name and its values: the surest first. Rules [S1] to [S9]. */
export function recogniseColumn(column: ColumnValues): readonly PersonalFinding[] {
  if (column.type === 'boolean' || column.type === 'time') return [];
  const known = column.values.filter(({ value }) => !nothingSaid.test(value.trim())).slice(0, valueLimit);
  if (known.length === 0) return [];
  const texts = known.map(({ value }) => value);
  const compact = texts.map(compactOf);
  const name = readColumnName(column.name);
  const candidates = rules
    .flatMap((rule) => candidateOf(rule, texts, compact, name) ?? [])
    .sort((a, b) => b.score - a.score || b.evidence - a.evidence || orderOf(a.rule) - orderOf(b.rule));
  return withoutOverlap(candidates).map(({ rule, score, hits }) =>
    findingOf(column, known, rule, score, hits),
  );
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

function findingOf(
  column: ColumnValues,
  known: ColumnValues['values'],
  { kind }: ValueRule,
  score: number,
  hits: ReadonlySet<number>,
): PersonalFinding {
  let [matching, all] = [0, 0];
  known.forEach(({ count }, at) => {
    all += count;
    if (hits.has(at)) matching += count;
  });
  const isExact = known.length === column.values.length && all === column.valueCount;
  const rows = isExact ? matching : Math.round((matching / all) * column.valueCount);
  const samples = [...hits].slice(0, 3).map((at) => masked(kind, known[at]!.value));
  return { kind, score: Math.round(score * 100) / 100, rows, isExact, samples };
}
