import type { ByteSource } from '../../lib/ports';
import { err, ok } from '../../lib/result';
import { tableLimits } from '../../profile/tablePart';
import { uniqueColumnNames } from '../../table/columnNames';
import type { ReadFailure, ReadWarning } from '../../table/reading';
import { DecodeBudget } from '../decodeBudget';
import type { Pieces } from '../pieces';
import type { ReadContext, ReadOutcome } from '../reading';
import { failureOf, Refusal, refuse, within } from '../refusal';
import { TypedParts } from '../typedParts';
import { BatchReader } from './batch';
import { type ArrowMessage, readMessages } from './messages';
import { type ArrowField, readSchema } from './schema';
import { declaredTypeOf, readDictionaryVector, readVector, type Vector } from './vectors';

/** Rows between which cancelling is asked for. */
const rowsAtOnce = 65_536;
/** The format's number of its version V5. */
const version5 = 4;

/**
 * Reads Arrow IPC, file or stream (Feather V2 is the file); what is held is one record batch and the dictionaries.
 * Fails with `malformedArrow` and the place, with `tooLarge` where it claims more than can be held or its size warrants, with
 * `unsupported` for what the format allows and this reader does not know, and with `undecodableText`.
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
  try {
    const reader = new ArrowReader(context, new DecodeBudget(source.byteLength));
    for await (const message of readMessages(pieces, source)) {
      context.cancellation.throwIfAborted();
      const failure = reader.take(message);
      if (failure) return err(failure);
    }
    return reader.finish();
  } catch (error) {
    context.cancellation.throwIfAborted();
    return err(failureOf(error, 'malformedArrow'));
  }
}

/** A schema, and what was read with it. */
class ArrowReader {
  readonly #context: ReadContext;
  readonly #budget: DecodeBudget;
  readonly #dictionaries = new Map<number, readonly Vector[]>();
  readonly #heldByDictionary = new Map<number, number>();
  #table: {
    readonly fields: readonly ArrowField[];
    readonly names: readonly string[];
    readonly warnings: readonly ReadWarning[];
    readonly parts: TypedParts;
  } | null = null;

  constructor(context: ReadContext, budget: DecodeBudget) {
    this.#context = context;
    this.#budget = budget;
  }

  take(message: ArrowMessage): ReadFailure | null {
    const { kind, byteOffset } = message;
    return within(`the ${nameOf[kind]} at byte ${byteOffset}`, byteOffset, () => {
      if (kind === 'schema') this.#takeSchema(message);
      else if (kind === 'dictionary') this.#takeDictionary(message);
      else return this.#readRecords(message);
      return null;
    });
  }

  finish(): ReadOutcome {
    const { names, warnings, parts } = this.#table ?? refuse('the file has no schema');
    const failure = parts.finish();
    return failure ? err(failure) : ok({ columnNames: names, warnings });
  }

  #takeSchema({ header }: ArrowMessage): void {
    if (this.#table !== null) return;
    const fields = readSchema(header);
    if (fields.length > tableLimits.columnCount)
      throw new Refusal('tooLarge', `the table has more than ${tableLimits.columnCount} columns`);
    const { names, warnings } = uniqueColumnNames(fields.map(({ name }) => name));
    const columns = fields.map((field, index) => ({ name: names[index]!, declared: declaredTypeOf(field) }));
    const parts = new TypedParts(columns, this.#context);
    this.#table = { fields, names, warnings: [...warnings, ...durations(fields, names)], parts };
  }

  /** One that is no delta comes in the place of what was known; rows that came before were read with that. */
  #takeDictionary({ header, body, version }: ArrowMessage): void {
    const fields = this.#table?.fields ?? refuse('it stands before the schema');
    const id = header.long(0);
    const user = userOf(id, fields, false) ?? refuse(`no column uses dictionary ${id}`);
    const batch = new BatchReader(
      header.table(1) ?? refuse('it has no values'),
      body,
      version < version5,
      this.#budget,
    );
    const isDelta = header.byte(2) !== 0;
    if (!isDelta) this.#budget.release(this.#heldByDictionary.get(id) ?? 0);
    const vector = readDictionaryVector(user.field, batch, this.#vectorContext(), user.isNested);
    if (vector.length !== batch.rowCount)
      refuse(`it says that it has ${batch.rowCount} values, and has ${vector.length}`);
    this.#heldByDictionary.set(
      id,
      (isDelta ? (this.#heldByDictionary.get(id) ?? 0) : 0) + batch.heldByteLength,
    );
    this.#dictionaries.set(id, isDelta ? [...(this.#dictionaries.get(id) ?? []), vector] : [vector]);
  }

  #readRecords({ header, body, version }: ArrowMessage): ReadFailure | null {
    const { fields, names, parts } = this.#table ?? refuse('it stands before the schema');
    const batch = new BatchReader(header, body, version < version5, this.#budget);
    this.#budget.claimRows(batch.rowCount);
    const context = this.#vectorContext();
    const vectors = fields.map((field, index) =>
      within(`column ${JSON.stringify(names[index])}`, null, () => {
        const vector = readVector(field, batch, context, false);
        if (vector.length === batch.rowCount) return vector;
        return refuse(`it has ${vector.length} values, where the batch has ${batch.rowCount} rows`);
      }),
    );
    const failure = this.#addRows(parts, vectors, batch.rowCount);
    this.#budget.release(batch.heldByteLength);
    return failure;
  }

  #addRows(parts: TypedParts, vectors: readonly Vector[], rowCount: number): ReadFailure | null {
    for (let start = 0; start < rowCount; start += rowsAtOnce) {
      this.#context.cancellation.throwIfAborted();
      const failure = parts.add(Math.min(rowsAtOnce, rowCount - start), (column, row) =>
        this.#budget.given(vectors[column]!.at(start + row)),
      );
      if (failure) return failure;
    }
    return null;
  }

  #vectorContext() {
    return {
      decode: (bytes: Uint8Array) => this.#context.text.decode(bytes, 'utf-8'),
      budget: this.#budget,
      dictionaries: this.#dictionaries,
    };
  }
}

const nameOf = { schema: 'schema', dictionary: 'dictionary', records: 'record batch' };

/** The first field whose values are in a dictionary, and whether it lies inside of another. */
function userOf(
  id: number,
  fields: readonly ArrowField[],
  isNested: boolean,
): { readonly field: ArrowField; readonly isNested: boolean } | null {
  for (const field of fields) {
    if (field.dictionary?.id === id) return { field, isNested };
    const inside = userOf(id, field.children, isNested || field.type.kind !== 'runEnds');
    if (inside) return inside;
  }
  return null;
}

/** Lengths of time are read as the integers that they are stored as; their unit is said. */
function durations(fields: readonly ArrowField[], names: readonly string[]): readonly ReadWarning[] {
  return fields.flatMap(({ type }, index) =>
    type.kind === 'duration'
      ? [
          {
            kind: 'other' as const,
            message: `column ${JSON.stringify(names[index])} holds lengths of time, which are read as whole ${unitNames[type.unitsPerSecond]}`,
          },
        ]
      : [],
  );
}

const unitNames = {
  1: 'seconds',
  1_000: 'milliseconds',
  1_000_000: 'microseconds',
  1_000_000_000: 'nanoseconds',
};
