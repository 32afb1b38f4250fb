import type { DiffedRow } from '../operations/comparing/diffRows';
import type { TableDiff } from '../operations/comparing/diffTables';

/** What became of two files. */
export interface ComparedFiles {
  readonly isSameBytes: boolean;
  /** Null where one of them is no table. */
  readonly diff: TableDiff | null;
}

/** What `diff --json` prints of two files. */
export function diffJson({ isSameBytes, diff }: ComparedFiles) {
  if (!diff)
    return { key: [], duplicateKeys: null, schema: null, rows: null, cells: null, columns: [], isSameBytes };
  const { key, duplicateKeys, schema, rows, cells, columns } = diff;
  const { reference: a, current: b } = duplicateKeys;
  return { key, duplicateKeys: { a, b }, schema, rows, cells, columns, isSameBytes };
}

/** The same for people. */
export function diffLines({ isSameBytes, diff }: ComparedFiles): readonly string[] {
  if (!diff) return [isSameBytes ? 'the same bytes' : 'other bytes; not compared as tables'];
  const { key, duplicateKeys, schema, rows, cells, columns } = diff;
  const names = (all: readonly { readonly name: string }[]): string => all.map(({ name }) => name).join(', ');
  const { reference: a, current: b } = duplicateKeys;
  return [
    `key: ${key.length === 0 ? 'none, whole rows are compared' : key.join(', ')}`,
    ...(a + b === 0
      ? []
      : [
          `keys that repeat: ${amount(a)} in A, ${amount(b)} in B; which of these rows is which cannot be told`,
        ]),
    ...(schema.added.length === 0 ? [] : [`columns added: ${names(schema.added)}`]),
    ...(schema.removed.length === 0 ? [] : [`columns removed: ${names(schema.removed)}`]),
    ...schema.renamed.map(({ from, to }) => `column renamed: ${from} to ${to}`),
    ...schema.changed.map(({ name, from, to }) => `column changed: ${name} was ${from}, is ${to}`),
    `rows: ${amount(rows.added)} added, ${amount(rows.removed)} removed, ${amount(rows.changed)} changed, ${amount(rows.unchanged)} unchanged`,
    ...(cells.changed === 0
      ? []
      : [
          `cells: ${amount(cells.changed)} changed, of ${columns
            .filter(({ changed }) => changed > 0)
            .map(({ name, changed }) => `${name} ${amount(changed)}`)
            .join(', ')}`,
        ]),
  ];
}

/** The rows that differ as a table of their own: a changed row is two of it, before and after. */
export function diffRecords({ columnNames, differing }: TableDiff): {
  readonly header: readonly string[];
  readonly records: readonly (readonly (string | null)[])[];
} {
  return {
    header: ['_change', '_row', ...columnNames],
    records: differing.flatMap((row) => linesOf(row, columnNames.length)),
  };
}

/** The same as CSV. */
export function diffCsv(diff: TableDiff): string {
  const { header, records } = diffRecords(diff);
  return [header, ...records].map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('');
}

function linesOf(row: DiffedRow, width: number): readonly (readonly (string | null)[])[] {
  const { kind, referenceRow, currentRow, reference, current } = row;
  const none = Array.from({ length: width }, () => null);
  const line = (change: string, number: number | null, cells: DiffedRow['current']) => [
    change,
    String(number ?? ''),
    ...(cells ?? none),
  ];
  if (kind === 'added') return [line('added', currentRow, current)];
  if (kind === 'removed') return [line('removed', referenceRow, reference)];
  return [line('before', referenceRow, reference), line('after', currentRow, current)];
}

function csvCell(cell: string | null): string {
  if (cell === null) return '';
  return /[",\r\n]/.test(cell) || cell === '' ? `"${cell.replaceAll('"', '""')}"` : cell;
}

function amount(value: number): string {
  return value.toLocaleString('en-US');
}
