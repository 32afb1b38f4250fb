import type { ByteSource } from '../../lib/ports';
import { err, ok } from '../../lib/result';
import { tableLimits } from '../../profile/tablePart';
import { uniqueColumnNames } from '../../table/columnNames';
import { decodeUtf8, firstInvalidUtf8 } from '../../table/utf8';
import { decompressSnappy } from '../codecs/snappy';
import { inflateRawGrowing } from '../codecs/inflate';
import { DecodeBudget } from '../decodeBudget';
import type { Json } from '../../lib/json';
import { jsonIn } from '../../lib/jsonObject';
import type { ReadContext, ReadOutcome } from '../reading';
import { failureOf, Refusal, refuse, within } from '../refusal';
import { TypedParts } from '../typedParts';
import { type AvroField, declaredTypeOf, readAvroSchema } from './avroSchema';
import { AvroValues } from './avroValues';
import { BytesAhead } from './bytesAhead';

/** Rows between which cancelling is asked for. */
const rowsAtOnce = 8192;
const markByteLength = 16;

/**
 * Reads an Avro object container file, of which one block is held. Blocks are plain, or packed in deflate or Snappy; nested fields are
 * values of their columns. Fails with `malformedAvro`, with `tooLarge` where it claims more than its size warrants, and with
 * `unsupported` for other codecs and for rows that are no records.
 */
export async function readAvro(source: ByteSource, context: ReadContext): Promise<ReadOutcome> {
  try {
    const budget = new DecodeBudget(source.byteLength);
    const ahead = new BytesAhead(source);
    const { fields, codec, mark } = await readHeader(ahead);
    if (fields.length > tableLimits.columnCount)
      throw new Refusal('tooLarge', `the table has more than ${tableLimits.columnCount} columns`);
    const { names, warnings } = uniqueColumnNames(fields.map(({ name }) => name));
    const columns = fields.map(({ type }, index) => ({
      name: names[index]!,
      declared: declaredTypeOf(type),
    }));
    const parts = new TypedParts(columns, context);
    while (!(await ahead.isAtEnd())) {
      context.cancellation.throwIfAborted();
      const start = ahead.byteOffset;
      const rowCount = await ahead.long();
      const packed = await ahead.take(await ahead.long());
      const end = await ahead.take(markByteLength);
      if (!end.every((byte, index) => byte === mark[index]))
        refuse('a block does not end with the mark of its file', start);
      const failure = within(`the block at byte ${start}`, start, () => {
        budget.claimRows(rowCount);
        const bytes = unpacked(packed, codec, budget);
        const added = addRows(parts, fields, new AvroValues(bytes, decodeText, budget), rowCount, context);
        budget.release(bytes.length);
        return added;
      });
      if (failure) return err(failure);
    }
    const failure = parts.finish();
    return failure ? err(failure) : ok({ columnNames: names, warnings });
  } catch (error) {
    context.cancellation.throwIfAborted();
    return err(failureOf(error, 'malformedAvro'));
  }
}

interface Header {
  readonly fields: readonly AvroField[];
  readonly codec: string;
  readonly mark: Uint8Array;
}

async function readHeader(ahead: BytesAhead): Promise<Header> {
  await ahead.take(4);
  const members = new Map<string, Uint8Array>();
  for (let count = await ahead.signed(); count !== 0; count = await ahead.signed()) {
    if (count < 0) await ahead.long();
    for (let index = 0; index < Math.abs(count); index++) {
      const name = decodeText(await ahead.take(await ahead.long()));
      members.set(name, await ahead.take(await ahead.long()));
    }
  }
  const schema = jsonIn(decodeText(members.get('avro.schema') ?? refuse('the file has no schema')));
  if (schema === undefined) return refuse('the schema of the file is no JSON');
  const codec = members.get('avro.codec');
  return {
    fields: readAvroSchema(schema as Json),
    codec: codec ? decodeText(codec) : 'null',
    mark: await ahead.take(markByteLength),
  };
}

function unpacked(packed: Uint8Array, codec: string, budget: DecodeBudget): Uint8Array {
  switch (codec) {
    case 'null':
      budget.hold(packed.length, 'a block');
      return packed;
    case 'deflate':
      return inflateRawGrowing(packed, (byteLength) => budget.hold(byteLength, 'a block'));
    case 'snappy': {
      // A checksum of four bytes stands behind each block.
      const block = packed.subarray(0, packed.length - 4);
      let [byteLength, shift] = [0, 1];
      for (const byte of block.subarray(0, 5)) {
        byteLength += (byte & 0x7f) * shift;
        shift *= 128;
        if (byte < 0x80) break;
      }
      budget.hold(byteLength, 'a block');
      return decompressSnappy(block, byteLength);
    }
    default:
      throw new Refusal(
        'unsupported',
        `its blocks are packed in ${codec.slice(0, 40)}, and deflate, Snappy and plain ones are read`,
      );
  }
}

function addRows(
  parts: TypedParts,
  fields: readonly AvroField[],
  values: AvroValues,
  rowCount: number,
  { cancellation }: ReadContext,
): ReturnType<TypedParts['add']> {
  for (let start = 0; start < rowCount; start += rowsAtOnce) {
    cancellation.throwIfAborted();
    const count = Math.min(rowsAtOnce, rowCount - start);
    const rows = Array.from({ length: count }, () => fields.map(({ type }) => values.value(type)));
    const failure = parts.add(count, (column, row) => rows[row]![column]);
    if (failure) return failure;
  }
  return null;
}

function decodeText(bytes: Uint8Array): string {
  if (firstInvalidUtf8(bytes) !== -1) throw new Refusal('undecodableText', 'a text is not UTF-8');
  return decodeUtf8(bytes);
}
