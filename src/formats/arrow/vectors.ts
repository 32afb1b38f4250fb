import type { DeclaredType } from '../../profile/tablePart';
import type { DecodeBudget } from '../decodeBudget';
import { mapValue, structValue } from '../nested';
import { refuse } from '../refusal';
import { type DecodeText, textValue } from '../textValue';
import type { BatchReader } from './batch';
import { integerAt, offsetAt, scalarAt } from './scalars';
import type { ArrowField, ArrowType } from './schema';

/** The values of a field in one batch; null is a missing one. */
export interface Vector {
  readonly length: number;
  at(row: number): unknown;
}

/** What vectors are made with. */
export interface VectorContext {
  readonly decode: DecodeText;
  readonly budget: DecodeBudget;
  /** The values of each dictionary by its id. */
  readonly dictionaries: ReadonlyMap<number, readonly Vector[]>;
}

type Bytes = Uint8Array<ArrayBuffer>;

/** What an item of a nested cell counts for, beside the text of its value. */
const itemByteLength = 16;

/** The type that a field's cells have, whatever they are. */
export function declaredTypeOf({ type, children }: ArrowField): DeclaredType | null {
  switch (type.kind) {
    case 'runEnds':
      return declaredTypeOf(children[1]!);
    // A union's values have types of their own.
    case 'null':
    case 'union':
      return null;
    case 'boolean':
      return 'boolean';
    case 'integer':
    case 'duration':
      return 'integer';
    case 'float':
      return type.bitWidth === 32 ? 'float32' : 'number';
    case 'decimal':
      return 'number';
    case 'date':
    case 'time':
      return type.kind;
    case 'timestamp':
      return type.isUtc ? 'timestampUtc' : 'timestamp';
    case 'text':
    case 'interval':
      return 'string';
    case 'binary':
    case 'fixedBinary':
      return 'bytes';
    default:
      return 'nested';
  }
}

/** Reads a field's part of a batch. `isNested` where its values become items or members of others. */
export function readVector(
  field: ArrowField,
  batch: BatchReader,
  context: VectorContext,
  isNested: boolean,
): Vector {
  const reader = new FieldReader(batch, context);
  return field.dictionary === null ? reader.plain(field, isNested) : reader.places(field, field.dictionary);
}

/** Reads the values that a dictionary's batch holds: of the type of the field that refers to it. */
export function readDictionaryVector(
  field: ArrowField,
  batch: BatchReader,
  context: VectorContext,
  isNested: boolean,
): Vector {
  return new FieldReader(batch, context).plain(field, isNested);
}

class FieldReader {
  readonly #batch: BatchReader;
  readonly #context: VectorContext;

  constructor(batch: BatchReader, context: VectorContext) {
    this.#batch = batch;
    this.#context = context;
  }

  /** Values that are keys of a dictionary. Each is made once. */
  places(field: ArrowField, { id, indices }: NonNullable<ArrowField['dictionary']>): Vector {
    const { length, isValid } = this.#header();
    const keyAt = integerAt(this.#view(length, indices.bitWidth / 8), indices);
    const parts = this.#context.dictionaries.get(id) ?? [];
    const known = new Map<number, unknown>();
    return vector(length, isValid, (row) => {
      const key = Number(keyAt(row));
      let value = known.get(key);
      if (value === undefined) {
        value = valueOf(parts, key, field.name);
        known.set(key, value);
      }
      return value;
    });
  }

  plain(field: ArrowField, isNested: boolean): Vector {
    const { type } = field;
    switch (type.kind) {
      case 'null': {
        const { length } = this.#batch.node();
        return { length, at: () => null };
      }
      case 'runEnds':
        return this.#runEnds(field, isNested);
      case 'union':
        return this.#union(field, type);
      default: {
        const { length, isValid } = this.#header();
        return vector(length, isValid, this.#valuesOf(field, length, isNested));
      }
    }
  }

  #header(): { readonly length: number; readonly isValid: ((row: number) => boolean) | null } {
    const { length, nullCount } = this.#batch.node();
    const bits = this.#batch.buffer(0);
    if (nullCount === 0 || bits.length === 0) return { length, isValid: null };
    if (bits.length < Math.ceil(length / 8))
      refuse(`it has ${bits.length} bytes about nulls for ${length} values`);
    return { length, isValid: (row) => ((bits[row >>> 3]! >> (row & 7)) & 1) === 1 };
  }

  #valuesOf(field: ArrowField, length: number, isNested: boolean): (row: number) => unknown {
    const { type } = field;
    switch (type.kind) {
      case 'list':
      case 'largeList':
      case 'map': {
        const rangeAt = this.#ranges(length, type.kind === 'largeList' ? 8 : 4);
        return type.kind === 'map' ? this.#map(field, rangeAt) : this.#list(field, rangeAt);
      }
      case 'listView':
      case 'largeListView':
        return this.#list(field, this.#views(length, type.kind === 'largeListView' ? 8 : 4));
      case 'fixedList':
        return this.#list(field, (row) => [row * type.length, (row + 1) * type.length]);
      case 'struct':
        return this.#struct(field, length);
      case 'text':
      case 'binary': {
        const bytesAt =
          type.layout === 'views' ? this.#viewedBytes(length) : this.#bytes(length, type.layout);
        const { decode, budget } = this.#context;
        const valueAt = type.kind === 'binary' ? bytesAt : (row: number) => textValue(bytesAt(row), decode);
        return isNested ? (row) => budget.given<unknown>(valueAt(row)) : valueAt;
      }
      case 'boolean': {
        const bits = this.#batch.buffer(Math.ceil(length / 8));
        return (row) => ((bits[row >>> 3]! >> (row & 7)) & 1) === 1;
      }
      case 'fixedBinary': {
        const bytes = this.#batch.buffer(length * type.byteLength);
        return (row) => bytes.subarray(row * type.byteLength, (row + 1) * type.byteLength);
      }
      default:
        return scalarAt(type, length, isNested, (count, byteLength) => this.#view(count, byteLength));
    }
  }

  #view(length: number, byteLength: number): DataView {
    const bytes = this.#batch.buffer(length * byteLength);
    return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** Where a row's items are, by offsets of so many bytes. */
  #ranges(length: number, byteLength: 4 | 8): (row: number) => readonly [number, number] {
    const view = this.#view(length === 0 ? 0 : length + 1, byteLength);
    const offset = offsetAt(view, byteLength);
    return (row) => [offset(row), offset(row + 1)];
  }

  #views(length: number, byteLength: 4 | 8): (row: number) => readonly [number, number] {
    const starts = offsetAt(this.#view(length, byteLength), byteLength);
    const sizes = offsetAt(this.#view(length, byteLength), byteLength);
    return (row) => [starts(row), starts(row) + sizes(row)];
  }

  #bytes(length: number, layout: 'offsets32' | 'offsets64'): (row: number) => Bytes {
    const rangeAt = this.#ranges(length, layout === 'offsets64' ? 8 : 4);
    const bytes = this.#batch.buffer(0);
    return (row) => {
      const [start, end] = checked(rangeAt(row), bytes.length, 'bytes');
      return bytes.subarray(start, end);
    };
  }

  /** Short values stand in their view; of others it says the buffer and the place in it. */
  #viewedBytes(length: number): (row: number) => Bytes {
    const views = this.#batch.buffer(length * 16);
    const view = new DataView(views.buffer, views.byteOffset, views.byteLength);
    const buffers = Array.from({ length: this.#batch.variadicCount() }, () => this.#batch.buffer(0));
    return (row) => {
      const at = row * 16;
      const byteLength = view.getInt32(at, true);
      if (byteLength >= 0 && byteLength <= 12) return views.subarray(at + 4, at + 4 + byteLength);
      const buffer =
        buffers[view.getInt32(at + 8, true)] ?? refuse('a value is in a buffer that is not there');
      const start = view.getInt32(at + 12, true);
      checked([start, start + byteLength], buffer.length, 'bytes');
      return buffer.subarray(start, start + byteLength);
    };
  }

  #list(field: ArrowField, rangeAt: (row: number) => readonly [number, number]): (row: number) => unknown {
    const items = readVector(field.children[0]!, this.#batch, this.#context, true);
    return (row) => {
      const [start, end] = this.#itemsIn(rangeAt(row), items.length);
      return Array.from({ length: end - start }, (_, index) => items.at(start + index));
    };
  }

  #map(field: ArrowField, rangeAt: (row: number) => readonly [number, number]): (row: number) => unknown {
    const [entries] = field.children;
    if (entries!.type.kind !== 'struct' || entries!.children.length !== 2)
      refuse(`map ${JSON.stringify(field.name)} does not have a key and a value`);
    this.#header();
    const [keys, values] = entries!.children.map((child) =>
      readVector(child, this.#batch, this.#context, true),
    );
    return (row) => {
      const [start, end] = this.#itemsIn(rangeAt(row), Math.min(keys!.length, values!.length));
      const places = Array.from({ length: end - start }, (_, index) => start + index);
      return mapValue(
        places.map((place) => keys!.at(place)),
        places.map((place) => values!.at(place)),
      );
    };
  }

  #itemsIn(range: readonly [number, number], length: number): readonly [number, number] {
    const [start, end] = checked(range, length, 'items');
    this.#context.budget.give((end - start) * itemByteLength);
    return [start, end];
  }

  #struct(field: ArrowField, length: number): (row: number) => unknown {
    const names = field.children.map(({ name }) => name);
    const members = field.children.map((child) => readVector(child, this.#batch, this.#context, true));
    refuseShorter(members, length, field.name);
    return (row) =>
      structValue(
        names,
        members.map((member) => member.at(row)),
      );
  }

  #union(field: ArrowField, type: Extract<ArrowType, { kind: 'union' }>): Vector {
    const { length } = this.#batch.node();
    if (this.#batch.isBeforeV5) this.#batch.buffer(0);
    const ids = this.#batch.buffer(length);
    const offsets = type.isDense ? this.#view(length, 4) : null;
    const members = field.children.map((child) => readVector(child, this.#batch, this.#context, true));
    if (!type.isDense) refuseShorter(members, length, field.name);
    const memberOf = new Map(
      members.map((member, index) => [type.typeIds.length === 0 ? index : type.typeIds[index]!, member]),
    );
    return vector(length, null, (row) => {
      const member =
        memberOf.get(ids[row]!) ?? refuse(`a value is of member ${ids[row]!} of a union that has none such`);
      const place = offsets === null ? row : offsets.getInt32(row * 4, true);
      checked([place, place + 1], member.length, 'values');
      return member.at(place);
    });
  }

  /** A run's value stands once, beside where the run ends. */
  #runEnds(field: ArrowField, isNested: boolean): Vector {
    const { length } = this.#batch.node();
    const [ends, values] = field.children;
    if (ends!.type.kind !== 'integer')
      refuse(`column ${JSON.stringify(field.name)} does not say where its runs end`);
    const runEnds = readVector(ends!, this.#batch, this.#context, false);
    const runs = readVector(values!, this.#batch, this.#context, isNested);
    const placed = Array.from({ length: Math.min(runEnds.length, runs.length) }, (_, run) =>
      Number(runEnds.at(run)),
    );
    if (placed.some((end, run) => end <= (placed[run - 1] ?? 0)))
      refuse('its runs do not end one after another');
    if (length > 0 && length > (placed.at(-1) ?? 0)) refuse('its runs end before its values do');
    let run = 0;
    return vector(length, null, (row) => {
      if (run > 0 && row < placed[run - 1]!) run = 0;
      while (row >= placed[run]!) run++;
      return runs.at(run);
    });
  }
}

function vector(
  length: number,
  isValid: ((row: number) => boolean) | null,
  valueAt: (row: number) => unknown,
): Vector {
  return { length, at: isValid === null ? valueAt : (row) => (isValid(row) ? valueAt(row) : null) };
}

function checked(range: readonly [number, number], length: number, what: string): readonly [number, number] {
  const [start, end] = range;
  if (start >= 0 && start <= end && end <= length) return range;
  return refuse(`a value is ${what} ${start} to ${end} of ${length}`);
}

function refuseShorter(members: readonly Vector[], length: number, name: string): void {
  const short = members.find((member) => member.length < length);
  if (short) refuse(`a column of ${JSON.stringify(name)} has ${short.length} values, where ${length} belong`);
}

/** The value with a number in a dictionary that came in parts. */
function valueOf(parts: readonly Vector[], key: number, name: string): unknown {
  let before = 0;
  for (const part of parts) {
    if (key >= before && key < before + part.length) return part.at(key - before);
    before += part.length;
  }
  return refuse(`column ${JSON.stringify(name)} refers to value ${key} of a dictionary that has ${before}`);
}
