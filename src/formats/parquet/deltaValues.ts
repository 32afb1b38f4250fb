import { refuse } from '../refusal';
import { DeltaReader } from './delta';
import type { ValueReader } from './valueReader';

/** Integers by their differences. */
export class DeltaValues implements ValueReader {
  readonly #deltas: DeltaReader;

  constructor(deltas: DeltaReader) {
    this.#deltas = deltas;
  }

  read(into: unknown[], at: number, count: number): void {
    for (let index = at; index < at + count; index++) {
      const value = this.#deltas.next();
      into[index] = BigInt.asIntN(53, value) === value ? Number(value) : value;
    }
  }
}

/** The lengths of `count` values, and where what follows them begins. */
function lengthsOf(bytes: Uint8Array, start: number, count: number): { lengths: Int32Array; end: number } {
  const deltas = new DeltaReader(bytes, start, 32);
  if (deltas.count < count) refuse(`it has ${deltas.count} lengths for ${count} values`);
  const lengths = new Int32Array(count);
  for (let index = 0; index < count; index++) lengths[index] = Number(deltas.next());
  return { lengths, end: deltas.end };
}

/** Byte arrays whose lengths stand before them, as differences. */
export class DeltaLengthValues implements ValueReader {
  readonly #bytes: Uint8Array<ArrayBuffer>;
  readonly #lengths: Int32Array;
  #at: number;
  #next = 0;

  constructor(bytes: Uint8Array<ArrayBuffer>, start: number, count: number) {
    this.#bytes = bytes;
    const { lengths, end } = lengthsOf(bytes, start, count);
    this.#lengths = lengths;
    this.#at = end;
  }

  read(into: unknown[], at: number, count: number): void {
    for (let index = at; index < at + count; index++) {
      const end = this.#at + this.#lengths[this.#next++]!;
      if (end < this.#at || end > this.#bytes.length) refuse('its values end too early');
      into[index] = this.#bytes.subarray(this.#at, end);
      this.#at = end;
    }
  }
}

/** Byte arrays of which each begins as the one before it does, for so many bytes. */
export class DeltaByteValues implements ValueReader {
  readonly #prefixes: Int32Array;
  readonly #suffixes: DeltaLengthValues;
  #next = 0;
  #before: Uint8Array = new Uint8Array(0);

  constructor(bytes: Uint8Array<ArrayBuffer>, start: number, count: number) {
    const { lengths, end } = lengthsOf(bytes, start, count);
    this.#prefixes = lengths;
    this.#suffixes = new DeltaLengthValues(bytes, end, count);
  }

  read(into: unknown[], at: number, count: number): void {
    this.#suffixes.read(into, at, count);
    for (let index = at; index < at + count; index++) {
      const prefix = this.#prefixes[this.#next++]!;
      if (prefix < 0 || prefix > this.#before.length)
        refuse(`a value has ${prefix} bytes of the one before it, which has ${this.#before.length}`);
      const suffix = into[index] as Uint8Array;
      if (prefix > 0) {
        const whole = new Uint8Array(prefix + suffix.length);
        whole.set(this.#before.subarray(0, prefix));
        whole.set(suffix, prefix);
        into[index] = whole;
      }
      this.#before = into[index] as Uint8Array;
    }
  }
}
