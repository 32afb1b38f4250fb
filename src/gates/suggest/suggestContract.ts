import type { ColumnProfile } from '../../profile/profile';
import { suggestForColumn, type ColumnHistory } from './suggestColumn';
import { ownClause, qualityClause, versionsText, type PastVersion, type SuggestedClause } from './suggestion';

/** What is suggested for a table: its columns in the order of the last version, and the clauses. */
export interface Suggestion {
  readonly columns: readonly string[];
  readonly clauses: readonly SuggestedClause[];
}

/**
 * Drafts what a table promises from its past versions, oldest first, at least one [K24]. Every one of them keeps what is suggested; each
 * clause says why it is there. `now` is in milliseconds since 1970.
 */
export function suggestContract(versions: readonly PastVersion[], now: number): Suggestion {
  const last = versions.at(-1)!;
  const names = last.profile.columns.map(({ name }) => name);
  const always = names.filter((name) => versions.every((version) => columnOf(version, name) !== undefined));
  const histories = always.map((name): ColumnHistory => ({
    name,
    profiles: versions.map((version) => columnOf(version, name)!),
    facts: versions.map((version) => version.facts.get(name)!),
  }));
  const key = keyOf(histories);
  return {
    columns: always,
    clauses: [
      ...columnsClause(versions, names),
      ...rowCountClauses(versions.map(({ profile }) => profile.rowCount)),
      ...encodingClause(versions),
      ...histories.flatMap((history) => suggestForColumn(history, history.name === key, now)),
    ],
  };
}

function columnOf({ profile }: PastVersion, name: string): ColumnProfile | undefined {
  return profile.columns.find((column) => column.name === name);
}

/** The first column that has a value in every row and none twice, in every version of more than one row. */
function keyOf(histories: readonly ColumnHistory[]): string | null {
  const isKey = ({ profiles, facts }: ColumnHistory): boolean =>
    profiles.some(({ rowCount }) => rowCount > 1) &&
    profiles.every(({ nullCount, type }) => nullCount === 0 && (type === 'integer' || type === 'string')) &&
    facts.every(({ isUnique }) => isUnique);
  return histories.find(isKey)?.name ?? null;
}

function columnsClause(
  versions: readonly PastVersion[],
  names: readonly string[],
): readonly SuggestedClause[] {
  const same = (of: (name: readonly string[]) => readonly string[]): boolean =>
    versions.every(
      ({ profile }) =>
        JSON.stringify(of(profile.columns.map(({ name }) => name))) === JSON.stringify(of(names)),
    );
  if (!same((each) => each.toSorted())) return [];
  const isOrdered = same((each) => each);
  const value = { extra: 'forbidden', order: isOrdered ? 'fixed' : 'free' };
  const order = isOrdered ? 'in one order' : 'in different orders';
  const reason = `${versionsText(versions.length)} had these ${names.length} columns, ${order}`;
  return [ownClause(null, 'throughlineColumns', value, reason)];
}

/** A quarter of room on both sides; where the table grows faster, as much as it grew. */
function rowCountClauses(counts: readonly number[]): readonly SuggestedClause[] {
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  if (most === 0) return [];
  const growth = Math.max(
    1.25,
    ...counts.slice(1).map((count, at) => (1.1 * count) / Math.max(1, counts[at]!)),
  );
  const seen = least === most ? `${most} rows` : `${least} to ${most} rows`;
  const reason = `${versionsText(counts.length)} had ${seen}`;
  return [
    qualityClause(null, 'rowCount', { mustBeGreaterOrEqualTo: Math.floor(least * 0.75) }, reason),
    qualityClause(null, 'rowCount', { mustBeLessOrEqualTo: Math.ceil(most * growth) }, reason),
  ];
}

function encodingClause(versions: readonly PastVersion[]): readonly SuggestedClause[] {
  const { encoding } = versions.at(-1)!;
  if (encoding === null || versions.some((version) => version.encoding !== encoding)) return [];
  const reason = `${versionsText(versions.length)} were written so`;
  return [ownClause(null, 'throughlineEncoding', encoding, reason)];
}
