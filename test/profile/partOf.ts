import { TableAssembler } from '../../src/profile/tableAssembler';
import type { DeclaredType, FinishedTable, TablePart } from '../../src/profile/tablePart';
import { TablePartBuilder } from '../../src/profile/tablePartBuilder';
import type { PrefixRequest } from '../../src/table/reading';
import { defaultReadOptions } from '../../src/table/schema';
import type { Digest } from '../../src/versioning/digest';
import { nodeHashers } from '../table/nodeHashers';

export interface SmallTable {
  readonly names: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
  readonly declared?: readonly (DeclaredType | null)[];
  readonly prefixColumns?: readonly string[];
}

/** The part of a table that is written out, value by value. */
export function partOf({ names, rows, declared, prefixColumns }: SmallTable): TablePart {
  const builder = new TablePartBuilder({
    columnNames: names,
    prefixColumns: prefixColumns ?? null,
    declaredTypes: declared ?? [],
  });
  for (const row of rows) {
    row.forEach((value, index) => builder.value(index, value, declared?.[index] ?? null));
    builder.endRow();
  }
  const part = builder.finish();
  if (!part.ok) throw new Error(part.error.message);
  return part.value;
}

/** The part of a table whose cells are text of a format without types. */
export function textPartOf(names: readonly string[], ...rows: readonly (readonly string[])[]): TablePart {
  const builder = new TablePartBuilder({ columnNames: names });
  for (const row of rows) {
    for (const [index, text] of row.entries()) {
      const bytes = new TextEncoder().encode(text);
      builder.cell(index, bytes, 0, bytes.length);
    }
    builder.endRow();
  }
  const part = builder.finish();
  if (!part.ok) throw new Error(part.error.message);
  return part.value;
}

export function finish(parts: readonly TablePart[], prefix: PrefixRequest | null = null): FinishedTable {
  const assembler = new TableAssembler({ prefix });
  for (const part of parts) assembler.add(part);
  return assembler.finish({
    hashers: nodeHashers,
    digest: '0'.repeat(64) as Digest,
    format: 'csv',
    options: defaultReadOptions,
    prefix,
  });
}

/** The reading and profile of one column of values. */
export function finishColumn(
  values: readonly unknown[],
  declared: DeclaredType | null = null,
): FinishedTable {
  return finish([partOf({ names: ['x'], rows: values.map((value) => [value]), declared: [declared] })]);
}
