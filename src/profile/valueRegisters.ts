import { encodeUtf8 } from '../table/utf8';
import type { ColumnState } from './columnState';
import { emptyRegisters, mergeRegisters, noteHash } from './hyperLogLog';
import type { ColumnProfile } from './profile';
import { hashValue } from './valueHash';

/** Registers of all values of a column, also where it has few enough to be counted exactly. */
export function registersOfState({ sketch, values }: ColumnState): Uint8Array<ArrayBuffer> {
  if (sketch !== null) return sketch.registers;
  const registers = emptyRegisters();
  for (let entry = 0; entry < values.ends.length; entry++)
    noteHash(registers, values.hashes[entry * 2]!, values.hashes[entry * 2 + 1]!);
  return registers;
}

/** Registers of several columns together; those of a column whose values are all listed come from these. Null where one has neither. */
export function mergedRegisters(
  columns: readonly { readonly column: ColumnProfile; readonly registers: Uint8Array | undefined }[],
): Uint8Array<ArrayBuffer> | null {
  const merged = emptyRegisters();
  for (const { column, registers } of columns) {
    if (registers) mergeRegisters(merged, registers);
    else if (column.frequent.isComplete)
      for (const { value } of column.frequent.items) noteText(merged, value);
    else return null;
  }
  return merged;
}

function noteText(registers: Uint8Array, text: string): void {
  const own = encodeUtf8(text);
  // The hash reads a little past the end.
  const padded = new Uint8Array(own.length + 4);
  padded.set(own);
  const hash = new Int32Array(2);
  hashValue(new DataView(padded.buffer), 0, own.length, hash, 0);
  noteHash(registers, hash[0]!, hash[1]!);
}
