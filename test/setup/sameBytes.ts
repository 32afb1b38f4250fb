import { expect } from 'vitest';

/** Bytes are compared in one go: cell by cell, as any other list, a megabyte takes seconds. */
function sameBytes(a: unknown, b: unknown): boolean | undefined {
  if (!(a instanceof Uint8Array && b instanceof Uint8Array)) return undefined;
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false;
  return true;
}

expect.addEqualityTesters([sameBytes]);
