import type { TableProfile } from '../../profile/profile';
import { renamedColumns } from '../../profile/renamedColumns';
import { keyOfVersions } from '../../profile/suggestKey';
import { diffSchemas } from '../../table/schemaDiff';
import type { ComparedSide } from './compareSnapshots';
import type { RowDiff } from './diffRows';
import type { VersionDrift } from './versionDrift';

/** One thing that changed, in words without a full stop; `isWarning` where somebody should look at it. */
export interface VersionChange {
  readonly words: string;
  readonly isWarning: boolean;
}

/** Columns that drifted against a baseline, the greatest PSI first. */
export interface DriftSaid {
  readonly drifted: VersionDrift['drifted'];
  /** `against v3, its parent` */
  readonly against: string;
}

/** How many columns a change names before it counts the rest. */
const namedColumns = 3;

/**
 * All that changed from one version of a table to the next, in the order of what it may break: columns that went, were
 * renamed, retyped or came; rows; what drifted against the baseline; then what became of the values. Without a row diff only the number of rows is known,
 * and nothing is said of rows that came or went. While rows are being compared (`isComparing`), no more is said than what is known.
 */
export function versionHeadline(
  before: ComparedSide,
  after: ComparedSide,
  diff: Pick<RowDiff, 'counts' | 'keyColumns' | 'repeatedKeys'> | null,
  isComparing = false,
  drift: DriftSaid | null = null,
): readonly VersionChange[] {
  const ofRows = [
    ...schemaChanges(before, after),
    ...(diff ? diffedRows(diff) : countedRows(before.reading.rowCount, after.reading.rowCount)),
    ...lostKey(before.profile, after.profile, diff),
  ];
  const ofValues = valueChanges(before.profile, after.profile);
  const ofDrift = drift ? driftChange(drift) : [];
  if (ofRows.length + ofValues.length > 0 || isComparing) return [...ofRows, ...ofDrift, ...ofValues];
  const isSame = before.reading.logicalDigest === after.reading.logicalDigest;
  return [plain(isSame ? 'Same rows, other bytes' : 'Cells changed, with as many rows'), ...ofDrift];
}

function driftChange({ drifted, against }: DriftSaid): VersionChange[] {
  if (drifted.length === 0) return [];
  const shown = drifted.slice(0, namedColumns).map(({ name, figure }) => `${name} ${figure}`);
  const more = drifted.length > namedColumns ? ` and ${drifted.length - namedColumns} more` : '';
  return [warning(`drift ${against}: ${shown.join(', ')}${more} (PSI)`)];
}

function schemaChanges(before: ComparedSide, after: ComparedSide): VersionChange[] {
  const schema = diffSchemas(before.reading.columns, after.reading.columns);
  const byContent = renamedColumns(before.profile, after.profile);
  const found = new Set(byContent.flatMap(({ from, to }) => [from, to]));
  const renamed = [
    ...byContent,
    ...schema.renamed.filter(({ from, to }) => !found.has(from) && !found.has(to)),
  ];
  const [from, to] = [new Set(renamed.map((each) => each.from)), new Set(renamed.map((each) => each.to))];
  const there = new Set(before.reading.columns.map(({ name }) => name));
  const here = new Set(after.reading.columns.map(({ name }) => name));
  const removed = before.reading.columns.filter(({ name }) => !here.has(name) && !from.has(name));
  const added = after.reading.columns.filter(({ name }) => !there.has(name) && !to.has(name));
  return [
    ...listed(
      removed.map(({ name }) => name),
      'removed',
      true,
    ),
    ...renamed.map((each) => warning(`column ${each.from} renamed to ${each.to}`)),
    ...schema.retyped.map((each) => warning(`${each.name} is ${each.to}, was ${each.from}`)),
    ...listed(
      added.map(({ name }) => name),
      'added',
      false,
    ),
    ...(schema.reordered.length > 0 ? [plain('columns in another order')] : []),
  ];
}

function listed(names: readonly string[], what: string, isWarning: boolean): VersionChange[] {
  if (names.length === 0) return [];
  const shown = names.slice(0, namedColumns).join(', ');
  const more = names.length > namedColumns ? ` and ${names.length - namedColumns} more` : '';
  return [{ words: `${names.length === 1 ? 'column' : 'columns'} ${shown}${more} ${what}`, isWarning }];
}

/** The most first. */
function diffedRows({
  counts: { added, removed, changed },
  keyColumns,
  repeatedKeys,
}: Pick<RowDiff, 'counts' | 'keyColumns' | 'repeatedKeys'>): VersionChange[] {
  const parts = (
    [
      [added, 'added'],
      [removed, 'removed'],
      [changed, 'changed'],
    ] as const
  )
    .filter(([count]) => count > 0)
    .toSorted(([a], [b]) => b - a);
  const [first, ...rest] = parts;
  const rows = first
    ? [`${counted(first[0], 'row')} ${first[1]}`, ...rest.map(([count, what]) => `${format(count)} ${what}`)]
    : [];
  const by = keyColumns.length === 0 ? 'comparing whole rows' : `by ${keyColumns.join(', ')}`;
  const repeated = keyColumns.length > 0 && repeatedKeys.current > 0;
  return [
    ...(rows.length > 0 ? [plain(`${rows.join(', ')} (${by})`)] : []),
    ...(repeated
      ? [
          warning(
            `${counted(repeatedKeys.current, 'row')} with the key of another (${keyColumns.join(', ')})`,
          ),
        ]
      : []),
  ];
}

function countedRows(before: number, after: number): VersionChange[] {
  return before === after ? [] : [plain(`rows ${format(before)} → ${format(after)}`)];
}

/** The key of the version before, where it no longer tells the rows apart. A row diff by it says so itself. */
function lostKey(
  before: TableProfile,
  after: TableProfile,
  diff: Pick<RowDiff, 'keyColumns'> | null,
): VersionChange[] {
  const [key] = keyOfVersions(before, after);
  const column = after.columns.find(({ name }) => name === key);
  if (!column?.distinct.isExact || diff?.keyColumns.includes(column.name)) return [];
  const repeated = column.rowCount - column.nullCount - column.distinct.count;
  return repeated > 0
    ? [warning(`${counted(repeated, 'row')} with the key of another (${column.name})`)]
    : [];
}

/** Columns that lack values where none was missing, and columns that hold one value now. */
function valueChanges(before: TableProfile, after: TableProfile): VersionChange[] {
  const known = new Map(before.columns.map((column) => [column.name, column]));
  return after.columns.flatMap((column) => {
    const old = known.get(column.name);
    if (!old || before.rowCount === 0 || after.rowCount === 0) return [];
    if (column.nullCount === column.rowCount && old.nullCount < old.rowCount)
      return [warning(`${column.name} is empty now`)];
    return [
      ...(old.nullCount === 0 && column.nullCount > 0
        ? [warning(`${column.name} lacks ${counted(column.nullCount, 'value')}`)]
        : []),
      ...(old.distinct.count > 1 && column.distinct.count === 1 && column.rowCount > 1
        ? [warning(`${column.name} has one value only`)]
        : []),
    ];
  });
}

const plain = (words: string): VersionChange => ({ words, isWarning: false });
const warning = (words: string): VersionChange => ({ words, isWarning: true });

const numbers = new Intl.NumberFormat('en-US');
const format = (count: number): string => numbers.format(count);
const counted = (count: number, one: string): string => `${format(count)} ${one}${count === 1 ? '' : 's'}`;
