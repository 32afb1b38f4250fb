import { kinds } from './kinds';
import type { ReferenceDeclaration, ReferenceRule } from './kind';
import { tableNames, type TableName } from './tables';

/** That a record refers to another one. */
export interface Reference {
  /** Where it says so, with numbers for places in lists: `parents/0`. */
  readonly path: string;
  readonly table: TableName;
  readonly key: string;
  readonly rule: ReferenceRule;
}

/** The references of one record, in the order in which its kind declares them. */
export function referencesOf(table: TableName, record: unknown): Reference[] {
  const found: Reference[] = [];
  for (const { steps, to, rule } of declared.get(table) ?? []) {
    collect(record, steps, 0, '', (path, value) => {
      if (to === null) {
        const target = value as { readonly table: TableName; readonly id: string };
        found.push({ path, table: target.table, key: target.id, rule });
      } else found.push({ path, table: to, key: value as string, rule });
    });
  }
  return found;
}

/** The references of other kinds, and of the same, that may lead to a record of this table. */
export function referencesTo(
  table: TableName,
): readonly { readonly from: TableName; readonly path: string; readonly rule: ReferenceRule }[] {
  return tableNames.flatMap((from) =>
    kinds[from].references.flatMap(({ path, to, rule }) => (to === table ? [{ from, path, rule }] : [])),
  );
}

interface Prepared extends ReferenceDeclaration {
  readonly steps: readonly string[];
  readonly to: TableName | null;
}

const declared = new Map(tableNames.map((table) => [table, prepared(table)]));

function prepared(table: TableName): readonly Prepared[] {
  return kinds[table].references.map(({ path, to, rule }) => ({ path, to, rule, steps: path.split('/') }));
}

function collect(
  value: unknown,
  steps: readonly string[],
  at: number,
  path: string,
  take: (path: string, value: unknown) => void,
): void {
  if (value === null || value === undefined) return;
  const step = steps[at];
  if (step === undefined) {
    take(path, value);
    return;
  }
  const into = (name: string | number, member: unknown): void =>
    collect(member, steps, at + 1, path === '' ? String(name) : `${path}/${name}`, take);
  if (step === '*') {
    // What is stored may be anything.
    if (Array.isArray(value)) value.forEach((each, index) => into(index, each));
  } else into(step, (value as Readonly<Record<string, unknown>>)[step]);
}
