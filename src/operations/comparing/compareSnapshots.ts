import { type KnownChance, missingDraws, withKnownChance } from '../../drift/chanceOfReport';
import { driftReport } from '../../drift/driftReport';
import { hasDrifted } from '../../drift/hasDrifted';
import { psiText } from '../../drift/psiText';
import type { Recipe } from '../../drift/recipe';
import type { DriftReport } from '../../drift/report';
import type { TableProfile } from '../../profile/profile';
import type { Reading } from '../../table/reading';
import { diffSchemas, type SchemaDiff } from '../../table/schemaDiff';
import { digestRuleOf } from '../../table/tableDigest';
import { withMixedColumns } from './mixedColumns';
import { nullCountsOf } from '../core/parentVersion';

/** One side of a comparison: a snapshot that was read as a table. `label` is what a sentence calls it, such as `v5`. */
export interface ComparedSide {
  readonly label: string;
  readonly reading: Reading;
  readonly profile: TableProfile;
}

/**
 * What the readings say of the rows, whatever their order and format. `sameValues`: they are alike but for nulls, which
 * digests do not tell from empty text. `unknown`: their digests are of different rules.
 */
export type RowSameness = 'same' | 'sameValues' | 'other' | 'unknown';

/** How two versions of a table differ, from what is stored of them. */
export interface SnapshotComparison {
  readonly schema: SchemaDiff;
  readonly rowCountChange: number;
  readonly rows: RowSameness;
  readonly report: DriftReport;
  /** All of it in one sentence, without a full stop. */
  readonly sentence: string;
}

/**
 * What changed from the reference to the current, from readings and profiles alone: no data is read again. What is not known of chance is
 * missing in the report, and the sentence says so.
 */
export function compareSnapshots(
  reference: ComparedSide,
  current: ComparedSide,
  recipe: Recipe,
  known: KnownChance,
): SnapshotComparison {
  const schema = diffSchemas(reference.reading.columns, current.reading.columns);
  const rowCountChange = current.reading.rowCount - reference.reading.rowCount;
  const rows = samenessOf(reference, current);
  const report = reportOf(reference, current, recipe, known);
  const clauses = [
    rowClause(current.reading.rowCount, rowCountChange, rows, reference.label),
    ...(rows === 'unknown' ? [unknownClause(reference, current)] : []),
    ...schemaClauses(schema),
    ...(rows === 'same' ? [] : driftClauses(report)),
  ];
  return { schema, rowCountChange, rows, report, sentence: clauses.join('; ') };
}

/**
 * How a version differs from several, whose rows are put together (`reference.profile`). Its schema is held against that of the last of them
 * (`reference.reading`); rows are not the same or others, as there is no one table to hold them against.
 */
export function compareWithWindow(
  reference: ComparedSide,
  current: ComparedSide,
  recipe: Recipe,
  known: KnownChance,
): SnapshotComparison {
  const schema = diffSchemas(reference.reading.columns, current.reading.columns);
  const report = reportOf(reference, current, recipe, known);
  const [own, together] = [current.reading.rowCount, reference.profile.rowCount];
  const clauses = [
    `${counted(own, 'row')} against ${counts.format(together)} of ${reference.label} together`,
    ...schemaClauses(schema),
    ...driftClauses(report),
  ];
  return { schema, rowCountChange: own - together, rows: 'other', report, sentence: clauses.join('; ') };
}

function reportOf(
  reference: ComparedSide,
  current: ComparedSide,
  recipe: Recipe,
  known: KnownChance,
): DriftReport {
  return withMixedColumns(
    withKnownChance(driftReport(reference.profile, current.profile, recipe), known),
    reference.reading,
    current.reading,
  );
}

function samenessOf(reference: ComparedSide, current: ComparedSide): RowSameness {
  const [before, after] = [reference.reading, current.reading];
  if (digestRuleOf(before.readerVersion) !== digestRuleOf(after.readerVersion)) return 'unknown';
  if (before.logicalDigest !== after.logicalDigest) return 'other';
  return columnsOfOtherNulls(reference.profile, current.profile).length === 0 ? 'same' : 'sameValues';
}

/** Columns of both sides that have not as many nulls on one as on the other: digests and row diffs take a null for empty text. */
export function columnsOfOtherNulls(reference: TableProfile, current: TableProfile): readonly string[] {
  const before = nullCountsOf(reference);
  return current.columns.flatMap(({ name, nullCount }) =>
    (before.get(name) ?? nullCount) === nullCount ? [] : name,
  );
}

const counts = new Intl.NumberFormat('en-US');

function counted(count: number, one: string): string {
  return `${counts.format(count)} ${one}${count === 1 ? '' : 's'}`;
}

function rowClause(rowCount: number, change: number, sameness: RowSameness, label: string): string {
  const rows = counted(rowCount, 'row');
  if (sameness === 'same') return `${rows}, the same table as ${label}`;
  if (sameness === 'sameValues') return `${rows}, the same values as ${label} but not the same nulls`;
  if (change === 0) return `${rows}, as many as ${label}`;
  return `${rows}, ${counts.format(Math.abs(change))} ${change > 0 ? 'more' : 'fewer'} than ${label}`;
}

/** Which side to read again, so that its digest is of the other's rule. */
function unknownClause(reference: ComparedSide, current: ComparedSide): string {
  const older = reference.reading.readerVersion < current.reading.readerVersion ? reference : current;
  return `whether the rows are the same is unknown until ${older.label} is read again`;
}

function schemaClauses(schema: SchemaDiff): string[] {
  const parts: readonly (readonly [number, string])[] = [
    [schema.added.length, 'added'],
    [schema.removed.length, 'removed'],
    [schema.renamed.length, 'renamed'],
    [schema.retyped.length, 'of another type'],
  ];
  const changed = parts.filter(([count]) => count > 0);
  if (changed.length === 0) return [];
  const [first, ...rest] = changed;
  return [
    [
      `${counted(first?.[0] ?? 0, 'column')} ${first?.[1] ?? ''}`,
      ...rest.map(([count, what]) => `${count} ${what}`),
    ].join(', '),
  ];
}

function driftClauses(report: DriftReport): string[] {
  const compared = report.columns.filter((column) => column.psi !== null);
  if (compared.length === 0) return ['no column can be compared'];
  if (missingDraws(report, true).length > 0) return ['comparing with what chance gives …'];
  const growing = compared.filter((column) => column.grows && hasDrifted(column));
  const drifted = compared.filter((column) => !column.grows && hasDrifted(column));
  const unknown = compared.filter((column) => column.band === 'unknown').length;
  const unsure = unknown === 0 ? [] : [`${unknown} too uncertain to judge`];
  const grown =
    growing.length === 0
      ? []
      : [`${growing.map(({ name }) => name).join(', ')} only ${growing.length === 1 ? 'grows' : 'grow'}`];
  const [most] = drifted;
  if (!most) return [`none of ${counted(compared.length, 'column')} drifted`, ...grown, ...unsure];
  return [
    `${drifted.length} of ${counted(compared.length, 'column')} drifted, most: ${most.name} PSI ${psiText(most, report.recipe)}`,
    ...grown,
    ...unsure,
  ];
}
