/**
 * How long reading a file may take, in milliseconds: ten times what the slowest kind takes on a slow machine, by its bytes and by the
 * rows that were read, since few bytes can be many rows.
 */
export function readingBudgetMs(byteLength: number, rowsRead: number): number {
  return 10_000 + byteLength / 100 + rowsRead / 5;
}
