import type { ColumnProfile } from '../../profile/profile';
import { freshnessWords, judgeFreshness } from '../freshness/judgeFreshness';
import { newestOfColumn } from '../freshness/newestOfColumn';
import type { FreshnessObjective } from '../freshness/objective';
import { isAllowedLicence } from '../licence/isAllowedLicence';
import type { ContractObject } from './contract';
import type { TableFacts } from './tableFacts';
import { quantile } from '../../profile/summary';
import { isWithin, rangeText } from './range';
import { judgeAsset } from './judgeAsset';
import { before } from './duration';
import { columnOf } from './columnOf';
import { judgePrivacy } from './judgePrivacy';
import type { JudgedTable } from './judgedTable';
import type { Clause } from './clause';
import type { Statistic, TableRule } from './tableRule';
import {
  brokenVerdict,
  maskedValue,
  noneFailing,
  unknownOutcome as unknown,
  type Outcome,
  type Say,
} from './verdict';

/** What a clause on the whole table, or on a column's profile, says [K22]. What is not known is unknown, with what would tell it. */
export function judgeTable(clause: Clause, rule: TableRule, table: JudgedTable): Outcome {
  const broken = brokenVerdict(clause.severity);
  const said = (holds: boolean, message: string, value?: string): Outcome => ({
    verdict: holds ? 'pass' : broken,
    evidence: { message, ...(value !== undefined && { value }) },
    failing: noneFailing,
  });
  const { facts } = table;
  switch (rule.kind) {
    case 'columns':
      return judgeColumns(rule, table, said);
    case 'digest': {
      const found = rule.isLogical ? facts.logicalDigest : facts.digest;
      const name = rule.isLogical ? 'logical digest' : 'digest';
      if (found === null) return unknown(`the ${name} is not known here`);
      const holds = found === rule.digest.toLowerCase();
      return said(holds, holds ? `the ${name} is the pinned one` : `the ${name} is another`, found);
    }
    case 'encoding': {
      if (facts.encoding === null) return unknown('the file is no text, or its encoding is not known');
      const holds = facts.encoding.toLowerCase() === rule.encoding.toLowerCase();
      return said(holds, `the encoding is ${facts.encoding}; ${rule.encoding} is promised`, facts.encoding);
    }
    case 'fileAge': {
      if (facts.modifiedAt === null) return unknown('it is not known when the file was written');
      const holds = facts.modifiedAt >= before(table.at, rule.limit);
      const written = new Date(facts.modifiedAt).toISOString();
      return said(holds, `the file was written at ${written}; at most ${rule.limit.text} old`, written);
    }
    case 'freshness':
      return judgeFreshnessClause(rule.objective, table, broken);
    case 'licence': {
      if (facts.licence === null)
        return unknown('the licence is not known; a bundle tells it, or a file beside the table');
      return said(
        isAllowedLicence(facts.licence, rule.allowed),
        `the licence is ${facts.licence}; allowed: ${rule.allowed.join(', ')}`,
        facts.licence,
      );
    }
    case 'rowCountChange': {
      if (facts.before === null) return unknown('there is no version to compare with (--against)');
      const { rowCount, label } = facts.before;
      if (rowCount === 0) return unknown(`${label} has no rows`);
      const percent = ((table.rowCount - rowCount) / rowCount) * 100;
      const message = `${table.rowCount} rows, ${rowCount} in ${label}: ${signed(percent)} %; ${rangeText(rule)} is promised`;
      return said(isWithin(percent, percent, rule) === true, message, String(percent));
    }
    case 'metricWithin':
    case 'files':
    case 'signature':
      return judgeAsset(rule, table, said);
    case 'privacy':
      return judgePrivacy(rule, table, said);
    default:
      return judgeProfile(clause, rule, table, said);
  }
}

/** Late is broken; past the warning alone is a warning, whatever the severity. */
function judgeFreshnessClause(
  objective: FreshnessObjective,
  { facts, object, columnNames, at }: JudgedTable,
  broken: 'warn' | 'fail',
): Outcome {
  const newest = newestMoment(objective, facts, object, columnNames);
  if (typeof newest === 'string') return unknown(newest);
  const judged = judgeFreshness(objective, newest, at);
  const isPersonal = object.properties.some(
    ({ path, isPersonal: isMasked }) => isMasked && path === objective.column,
  );
  const message = isPersonal ? `judged at ${new Date(at).toISOString()}` : freshnessWords(objective, judged);
  return {
    verdict: judged.verdict === 'fail' ? broken : judged.verdict,
    evidence: { message },
    failing: noneFailing,
  };
}

/** In milliseconds since 1970; words where it is not known. */
function newestMoment(
  { column, clock }: FreshnessObjective,
  facts: TableFacts,
  object: ContractObject,
  columnNames: readonly string[],
): number | string {
  if (column === null) return facts.arrivedAt ?? 'it is not known when the version arrived';
  const property = object.properties.find(({ path }) => path === column);
  const place = property === undefined ? columnNames.indexOf(column) : columnOf(property, columnNames);
  if (place === -1) return `there is no column ${column}`;
  const profile = facts.profile?.columns[place];
  if (profile === undefined) return 'the table has no profile here';
  return newestOfColumn(profile, clock.zone) ?? `the column ${column} holds no dates or times`;
}

function judgeColumns(
  { isExact, isOrdered }: Extract<TableRule, { kind: 'columns' }>,
  { object, columnNames }: JudgedTable,
  said: Say,
): Outcome {
  const places = object.properties.map((property) => columnOf(property, columnNames));
  const known = new Set(places);
  const extra = columnNames.filter((_, at) => !known.has(at));
  const there = places.filter((place) => place !== -1);
  const isInOrder = there.every((place, at) => at === 0 || there[at - 1]! < place);
  const faults = [
    ...(isExact && extra.length > 0
      ? [`columns that the contract lacks: ${extra.slice(0, 10).join(', ')}`]
      : []),
    ...(isOrdered && !isInOrder ? ['the columns stand in another order'] : []),
  ];
  return said(faults.length === 0, faults.join('; ') || 'the columns are those of the contract');
}

function judgeProfile(
  clause: Clause,
  rule: Extract<TableRule, { kind: 'statistic' | 'notInFuture' | 'drift' }>,
  table: JudgedTable,
  said: Say,
): Outcome {
  const { facts, object, columnNames } = table;
  const property = object.properties.find(({ path }) => path === clause.root);
  const place = property === undefined ? -1 : columnOf(property, columnNames);
  const name = columnNames[place];
  if (property === undefined || name === undefined) return unknown('there is no such column');
  const shown = (value: number | string): string => (property.isPersonal ? maskedValue : String(value));
  if (rule.kind === 'drift') {
    if (facts.before === null) return unknown('there is no version to compare with (--against)');
    const psi = facts.before.psiOf(name, rule.recipe);
    if (typeof psi === 'string') return unknown(psi);
    const message = `PSI is ${psi} against ${facts.before.label} by the recipe ${rule.recipe}; at most ${rule.maximum.nearest}`;
    return said(psi <= rule.maximum.nearest, message, String(psi));
  }
  const profile = facts.profile?.columns[place];
  if (profile === undefined) return unknown('the table has no profile here');
  if (rule.kind === 'notInFuture') {
    const newest = isTemporal(profile) ? profile.numbers : null;
    if (newest === null) return unknown('the column holds no dates or times');
    const text = shown(new Date(newest.max).toISOString());
    return said(newest.max <= table.at, `the newest moment is ${text}; none may lie in the future`);
  }
  const figure = figureOf(profile, rule.statistic);
  if (figure === null) return unknown(`the column has no ${rule.statistic}`);
  const holds = isWithin(figure.low, figure.high, rule);
  const text = `${rule.statistic} is ${shown(figure.value)}; ${rangeText(rule)} is promised`;
  if (holds === null) return unknown(`${text}, and the figure is not exact enough to tell`);
  return said(holds, text, shown(figure.value));
}

function isTemporal({ type }: ColumnProfile): boolean {
  return type === 'date' || type === 'timestamp';
}

interface Figure {
  readonly value: number;
  /** Where it is estimated, it lies between these. */
  readonly low: number;
  readonly high: number;
}

function figureOf(profile: ColumnProfile, statistic: Statistic): Figure | null {
  const { numbers, distinct, lengths, nullCount, rowCount } = profile;
  const exact = (value: number | null | undefined): Figure | null =>
    value === null || value === undefined ? null : { value, low: value, high: value };
  switch (statistic) {
    case 'mean':
    case 'standardDeviation':
      return exact(numbers?.[statistic]);
    case 'median': {
      if (numbers === null || numbers.count === 0) return null;
      const { maxRankError } = numbers.quantiles;
      return {
        value: quantile(numbers, 0.5),
        low: quantile(numbers, 0.5 - maxRankError),
        high: quantile(numbers, 0.5 + maxRankError),
      };
    }
    case 'distinctCount': {
      const { count, relativeError } = distinct;
      return {
        value: Math.round(count),
        low: count * (1 - 3 * relativeError),
        high: count * (1 + 3 * relativeError),
      };
    }
    case 'nullShare':
      return exact(rowCount === 0 ? 0 : nullCount / rowCount);
    case 'meanLength':
      return exact(lengths?.mean);
  }
}

function signed(percent: number): string {
  const text = String(Number(percent.toPrecision(4)));
  return percent > 0 ? `+${text}` : text;
}
