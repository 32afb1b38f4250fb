/**
 * Gives a page's values that are not null, in their order: integers of 64 bits as bigints where no double holds them,
 * INT96 as nanoseconds since 1970, byte arrays as views of the page.
 */
export interface ValueReader {
  read(into: unknown[], at: number, count: number): void;
}
