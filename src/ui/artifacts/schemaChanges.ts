import type { Reading } from '../../table/reading';
import type { ColumnSchema } from '../../table/schema';

export interface ColumnChange {
  readonly name: string;
  readonly current: ColumnSchema | null;
  readonly before: ColumnSchema | null;
  /** Empty where nothing changed. */
  readonly words: string;
}

/** The columns of a version in their order, with what is new since the one before; those that were removed come last. */
export function schemaChanges(before: Reading | null, current: Reading): readonly ColumnChange[] {
  const known = new Map(before?.columns.map((column) => [column.name, column]));
  const names = new Set(current.columns.map((column) => column.name));
  const kept = current.columns.map((column): ColumnChange => {
    const old = known.get(column.name) ?? null;
    return {
      name: column.name,
      current: column,
      before: old,
      words: before === null ? '' : changeWords(old, column),
    };
  });
  const removed = (before?.columns ?? [])
    .filter((column) => !names.has(column.name))
    .map((column): ColumnChange => ({ name: column.name, current: null, before: column, words: 'Removed' }));
  return [...kept, ...removed];
}

function changeWords(before: ColumnSchema | null, current: ColumnSchema): string {
  if (before === null) return 'Added';
  if (before.type !== current.type) return `Was ${before.type}`;
  if (before.nullable !== current.nullable)
    return current.nullable ? 'Values are missing now' : 'No value is missing now';
  return '';
}
