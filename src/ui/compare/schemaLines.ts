import type { ColumnSchema } from '../../table/schema';
import type { SchemaDiff } from '../../table/schemaDiff';

/** A column of either side and what became of it. */
export interface SchemaLine {
  readonly name: string;
  readonly reference: ColumnSchema | null;
  readonly current: ColumnSchema | null;
  readonly change: 'removed' | 'added' | 'renamed' | 'changed' | 'same';
  readonly words: string;
}

const order = ['removed', 'added', 'renamed', 'changed', 'same'] as const;

/** What changed first, each kind in the order of the table. */
export function schemaLines(
  reference: readonly ColumnSchema[],
  current: readonly ColumnSchema[],
  diff: SchemaDiff,
): readonly SchemaLine[] {
  const before = new Map(reference.map((column) => [column.name, column]));
  const renamedTo = new Map(diff.renamed.map(({ from, to }) => [to, from]));
  const renamedFrom = new Set(diff.renamed.map(({ from }) => from));
  const moved = new Set(diff.reordered);
  const names = new Set(current.map((column) => column.name));
  const lines = current.map((column): SchemaLine => {
    const from = renamedTo.get(column.name);
    const old = before.get(from ?? column.name) ?? null;
    const line = { name: column.name, reference: old, current: column };
    if (from !== undefined) return { ...line, change: 'renamed', words: `Was ${from}, by its place or name` };
    if (old === null) return { ...line, change: 'added', words: 'Added' };
    const words = changeWords(old, column, moved.has(column.name));
    return { ...line, change: words === '' ? 'same' : 'changed', words: words === '' ? 'Same' : words };
  });
  const removed = reference
    .filter((column) => !names.has(column.name) && !renamedFrom.has(column.name))
    .map((column): SchemaLine => ({
      name: column.name,
      reference: column,
      current: null,
      change: 'removed',
      words: 'Removed',
    }));
  return [...removed, ...lines].sort(
    (left, right) => order.indexOf(left.change) - order.indexOf(right.change),
  );
}

function changeWords(before: ColumnSchema, after: ColumnSchema, isMoved: boolean): string {
  return [
    before.type === after.type ? null : `Type was ${before.type}`,
    before.nullable === after.nullable
      ? null
      : after.nullable
        ? 'Values are missing now'
        : 'No value is missing now',
    isMoved ? 'At another place' : null,
  ]
    .filter((words) => words !== null)
    .join('; ');
}
