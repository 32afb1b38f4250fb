import { Refusal } from './refusal';

/** A claim of no more rows than this is always believed. */
const believedRows = 10_000_000;
/** Run-length encoding makes honest files small, but not smaller than a byte for so many rows. */
const rowsOfByte = 10_000;
/** What any file may hold decoded at once, and what a byte of it adds. */
const heldAtLeast = 256 * 1024 * 1024;
const heldOfByte = 4;
/** What any file may give in cells, and what a row and a byte past the first 100,000 add. */
const givenAtLeast = 24 * 1024 * 1024;
const givenOfRow = 1024;
const givenOfByte = 10_000;
const smallFile = 100_000;
/** Texts up to this are no more work than what else a row takes. */
const shortText = 64;

/**
 * What decoding one file may take, checked before it is taken. A file of a few bytes may claim any number of rows and any
 * length of pages: what it may have is a matter of its size. All of it throws a `Refusal` of kind `tooLarge`.
 */
export class DecodeBudget {
  readonly #byteLength: number;
  #rowCount = 0;
  #held = 0;
  #given = 0;

  constructor(byteLength: number) {
    this.#byteLength = byteLength;
  }

  /** That the file says it has `count` rows more. */
  claimRows(count: number): void {
    this.#rowCount += count;
    if (this.#rowCount <= believedRows || this.#rowCount <= this.#byteLength * rowsOfByte) return;
    throw new Refusal(
      'tooLarge',
      `the file says that it has ${this.#rowCount} rows in its ${this.#byteLength} bytes`,
    );
  }

  /** That `byteLength` bytes are to be made, and held until they are released. */
  hold(byteLength: number, what: string): void {
    const most = heldAtLeast + heldOfByte * this.#byteLength;
    if (this.#held + byteLength > most)
      throw new Refusal(
        'tooLarge',
        `${what} says that it has ${byteLength} bytes, and of a file of ${this.#byteLength} bytes up to ${most} are held at once`,
      );
    this.#held += byteLength;
  }

  release(byteLength: number): void {
    this.#held -= byteLength;
  }

  /** Gives `value` back, a cell that is to be made; texts and bytes count, as a few of them may be given many times. */
  given<T>(value: T): T {
    if (typeof value === 'string') {
      if (value.length > shortText) this.give(value.length);
    } else if (value instanceof Uint8Array) this.give(value.length * 2);
    return value;
  }

  /** That cells of `byteLength` bytes are to be made, of a row that may be large. */
  give(byteLength: number): void {
    this.#given += byteLength;
    if (this.#given <= givenAtLeast) return;
    const past = Math.max(0, this.#byteLength - smallFile);
    if (this.#given <= givenAtLeast + givenOfRow * this.#rowCount + givenOfByte * past) return;
    throw new Refusal(
      'tooLarge',
      `its cells hold more than ${givenAtLeast} bytes, where the file has ${this.#byteLength}`,
    );
  }
}
