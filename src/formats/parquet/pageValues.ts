import type { DecodeBudget } from '../decodeBudget';
import { refuse } from '../refusal';
import type { Leaf } from './leaf';
import type { DataPage, DictionaryPage } from './pages';
import type { ValueReader } from './valueReader';
import { encodings, plainReader, valueReader, type ValueType } from './values';

/** The values of a column's dictionary, as cells have them. */
export function readDictionary(
  page: DictionaryPage,
  valueType: ValueType,
  { convert }: Leaf,
  budget: DecodeBudget,
): readonly unknown[] {
  const { valueCount, bytes } = page;
  // Values have a byte each at least, but for those of no length.
  if (valueCount > bytes.length * 8 + 1)
    refuse(`a dictionary of ${bytes.length} bytes says that it has ${valueCount} values`);
  // What it holds stands there as text too, once it is converted.
  budget.hold(valueCount * 16 + bytes.length, 'a dictionary');
  const values: unknown[] = [];
  values.length = valueCount;
  plainReader(valueType, bytes, 0).read(values, 0, valueCount);
  return convert === null ? values : values.map((value) => convert(value as never));
}

/** What a cell or item holds, of a value that a page gave: bytes are converted here, so that few of them stand there twice. */
export function cellOf(value: unknown, { convert }: Leaf): unknown {
  return convert !== null && value instanceof Uint8Array ? convert(value as never) : value;
}

/** Gives a data page's levels and values in their order, a few at a time; `cellOf` makes cells of the values. */
export class PageValues {
  readonly page: DataPage;
  readonly #maxDefinition: number;
  readonly #values: ValueReader;
  readonly #convert: Leaf['convert'];
  readonly #definition;
  readonly #repetition;
  #definitions = new Uint8Array(0);
  #dense: unknown[] = [];
  left: number;

  constructor(
    page: DataPage,
    maxDefinition: number,
    valueType: ValueType,
    leaf: Leaf,
    dictionary: readonly unknown[] | null,
  ) {
    this.page = page;
    this.#maxDefinition = maxDefinition;
    this.left = page.valueCount;
    const isDictionary =
      page.encoding === encodings.plainDictionary || page.encoding === encodings.rleDictionary;
    // A dictionary's values are converted once; texts and bytes one by one, as they are taken: `cellOf` does it.
    const isBytes = valueType.type === 'BYTE_ARRAY' || valueType.type === 'FIXED_LEN_BYTE_ARRAY';
    this.#convert = isDictionary || isBytes ? null : leaf.convert;
    const count = needsCount.has(page.encoding) ? this.#countValues() : page.valueCount;
    this.#values = valueReader(page.encoding, valueType, page.bytes, page.valuesStart, count, dictionary);
    this.#definition = page.definition?.() ?? null;
    this.#repetition = page.repetition?.() ?? null;
  }

  /** Writes the next `count` values of a column that does not repeat; null where there is none. */
  readFlat(into: unknown[], at: number, count: number): void {
    this.left -= count;
    if (this.#definition === null) return this.#present(into, at, count);
    if (this.#definitions.length < count) this.#definitions = new Uint8Array(count);
    const levels = this.#definitions;
    this.#definition.read(levels, 0, count);
    this.#spread(levels, into, at, count);
  }

  /** Writes the next `count` levels of a nested column, and puts what values are among them behind `values`. */
  readNested(
    repetition: Uint8Array,
    definition: Uint8Array,
    at: number,
    count: number,
    values: unknown[],
  ): void {
    this.left -= count;
    if (this.#repetition === null) repetition.fill(0, at, at + count);
    else this.#repetition.read(repetition, at, count);
    if (this.#definition === null) definition.fill(0, at, at + count);
    else this.#definition.read(definition, at, count);
    const present = countEqual(definition, at, at + count, this.#maxDefinition);
    const from = values.length;
    values.length = from + present;
    this.#present(values, from, present);
  }

  #spread(levels: Uint8Array, into: unknown[], at: number, count: number): void {
    const present = countEqual(levels, 0, count, this.#maxDefinition);
    if (present === count) return this.#present(into, at, count);
    if (present === 0) return void into.fill(null, at, at + count);
    this.#present(this.#dense, 0, present);
    let next = 0;
    for (let index = 0; index < count; index++)
      into[at + index] = levels[index] === this.#maxDefinition ? this.#dense[next++] : null;
  }

  #present(into: unknown[], at: number, count: number): void {
    this.#values.read(into, at, count);
    const convert = this.#convert;
    if (convert === null) return;
    for (let index = at; index < at + count; index++) into[index] = convert(into[index] as never);
  }

  /** How many of the page's values are not null. */
  #countValues(): number {
    const levels = this.page.definition?.();
    if (levels === undefined) return this.page.valueCount;
    const some = new Uint8Array(4096);
    let present = 0;
    for (let left = this.page.valueCount; left > 0; left -= some.length) {
      const count = Math.min(left, some.length);
      levels.read(some, 0, count);
      present += countEqual(some, 0, count, this.#maxDefinition);
    }
    return present;
  }
}

/** Encodings in which it matters how many values there are. */
const needsCount: ReadonlySet<number> = new Set([
  encodings.deltaLengthByteArray,
  encodings.deltaByteArray,
  encodings.byteStreamSplit,
]);

function countEqual(levels: Uint8Array, from: number, end: number, wanted: number): number {
  let count = 0;
  for (let index = from; index < end; index++) if (levels[index] === wanted) count++;
  return count;
}
