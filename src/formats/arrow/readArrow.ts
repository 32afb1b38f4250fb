import { tableFromIPC, type Table } from '@uwdata/flechette';
import { err, ok } from '../../lib/result';
import type { ReadContext, ReadOutcome } from '../reading';
import { partOfRows } from '../typedColumns';
import { prepareColumn } from './columns';
import { registerCodecs } from './compression';

/**
 * Reads Arrow IPC, file or stream (Feather V2 is the file), a record batch at a time; the bytes are held whole.
 * Fails with `malformedArrow`, and with `unsupported` for what the format allows and this reader does not know.
 */
export function readArrow(bytes: Uint8Array<ArrayBuffer>, context: ReadContext): ReadOutcome {
  if (String.fromCharCode(...bytes.subarray(0, 4)) === 'FEA1') {
    return err({
      kind: 'unsupported',
      message: 'this is Feather version 1, which was replaced by version 2 in 2020',
    });
  }
  registerCodecs();
  let table: Table;
  try {
    table = tableFromIPC(bytes, { useBigInt: true, useDecimalInt: true });
  } catch (error) {
    return err(malformed(error));
  }
  return readBatches(table, context);
}

function readBatches(table: Table, context: ReadContext): ReadOutcome {
  const { names, children } = table;
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined)
    return err({ kind: 'unsupported', message: `two columns are named ${JSON.stringify(twice)}` });
  const columns = children.map((column, index) => prepareColumn(names[index] ?? '', column.type));
  const batchCount = Math.max(0, ...children.map((column) => column.data.length));
  for (let batch = 0; batch < batchCount; batch++) {
    context.cancellation.throwIfAborted();
    try {
      const batches = children.map((column) => column.data[batch]!);
      const part = partOfRows(
        columns,
        {
          rowCount: batches[0]?.length ?? 0,
          value: (column, row) => columns[column]!.value(batches[column]!, row),
        },
        context,
      );
      if (!part.ok) return part;
      context.onPart(part.value);
    } catch (error) {
      return err(malformed(error));
    }
  }
  return ok({ columnNames: names, warnings: [] });
}

function malformed(error: unknown) {
  const message = error instanceof Error ? error.message : String(error);
  return { kind: 'malformedArrow' as const, message };
}
