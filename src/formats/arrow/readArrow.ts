import { tableFromIPC, type Table } from '@uwdata/flechette';
import type { ByteSource } from '../../lib/ports';
import { err, ok } from '../../lib/result';
import type { ReadFailure } from '../../table/reading';
import { type Pieces, UnreadableBytes } from '../pieces';
import type { ReadContext, ReadOutcome } from '../reading';
import { partOfRows } from '../typedColumns';
import { type ArrowColumn, prepareColumn } from './columns';
import { registerCodecs } from './compression';
import { type ArrowMessage, MessageTooLong, readMessages } from './messages';

/** Record batches are decoded together up to so many bytes: each time, all dictionaries are prepared anew. */
const groupByteLength = 16 * 1024 * 1024;

/**
 * Reads Arrow IPC, file or stream (Feather V2 is the file); what is held is a few record batches and the dictionaries.
 * Fails with `malformedArrow`, with `tooLarge` where one batch is more than can be held, and with `unsupported` for what
 * the format allows and this reader does not know.
 */
export async function readArrow(
  pieces: Pieces,
  source: ByteSource,
  context: ReadContext,
): Promise<ReadOutcome> {
  const magic = await source.read(0, 4);
  if (String.fromCharCode(...magic) === 'FEA1') {
    return err({
      kind: 'unsupported',
      message: 'this is Feather version 1, which was replaced by version 2 in 2020',
    });
  }
  registerCodecs();
  const groups = new BatchGroups(context);
  try {
    for await (const message of readMessages(pieces, source)) {
      context.cancellation.throwIfAborted();
      const failure = groups.take(message);
      if (failure) return err(failure);
    }
    return groups.finish();
  } catch (error) {
    // flechette has no failures of its own: whatever it throws, a RangeError too, is about the bytes.
    context.cancellation.throwIfAborted();
    if (error instanceof UnreadableBytes) throw error;
    const message = error instanceof Error ? error.message : String(error);
    return err({ kind: error instanceof MessageTooLong ? 'tooLarge' : 'malformedArrow', message });
  }
}

/** Record batches that wait to be decoded, with all that they need for it. */
class BatchGroups {
  private readonly context: ReadContext;
  private schema: Uint8Array | null = null;
  private columns: readonly ArrowColumn[] | null = null;
  private dictionaries: readonly Extract<ArrowMessage, { kind: 'dictionary' }>[] = [];
  private records: Uint8Array[] = [];
  private byteLength = 0;

  constructor(context: ReadContext) {
    this.context = context;
  }

  take(message: ArrowMessage): ReadFailure | null {
    switch (message.kind) {
      case 'schema':
        this.schema ??= message.bytes;
        return null;
      case 'dictionary': {
        // What came before it was written with the dictionaries as they were.
        const failure = this.records.length > 0 ? this.decode() : null;
        const others = message.isDelta
          ? this.dictionaries
          : this.dictionaries.filter(({ id }) => id !== message.id);
        this.dictionaries = [...others, message];
        return failure;
      }
      case 'records':
        this.records.push(message.bytes);
        this.byteLength += message.bytes.length;
        return this.byteLength >= groupByteLength ? this.decode() : null;
    }
  }

  finish(): ReadOutcome {
    const failure = this.records.length > 0 || this.columns === null ? this.decode() : null;
    return failure
      ? err(failure)
      : ok({ columnNames: (this.columns ?? []).map(({ name }) => name), warnings: [] });
  }

  private decode(): ReadFailure | null {
    if (!this.schema) return { kind: 'malformedArrow', message: 'there is no schema before the first rows' };
    const messages = [this.schema, ...this.dictionaries.map(({ bytes }) => bytes), ...this.records];
    this.records = [];
    this.byteLength = 0;
    const table = tableFromIPC(messages, { useBigInt: true, useDecimalInt: true });
    if (this.columns === null) {
      const { names } = table;
      const twice = names.find((name, index) => names.indexOf(name) !== index);
      if (twice !== undefined)
        return { kind: 'unsupported', message: `two columns are named ${JSON.stringify(twice)}` };
      this.columns = table.children.map((column, index) => prepareColumn(names[index] ?? '', column.type));
    }
    return this.readBatches(table, this.columns);
  }

  private readBatches({ children }: Table, columns: readonly ArrowColumn[]): ReadFailure | null {
    const batchCount = Math.max(0, ...children.map((column) => column.data.length));
    for (let batch = 0; batch < batchCount; batch++) {
      this.context.cancellation.throwIfAborted();
      const batches = children.map((column) => column.data[batch]!);
      const part = partOfRows(
        columns,
        {
          rowCount: batches[0]?.length ?? 0,
          value: (column, row) => columns[column]!.value(batches[column]!, row),
        },
        this.context,
      );
      if (!part.ok) return part.error;
      this.context.onPart(part.value);
    }
    return null;
  }
}
