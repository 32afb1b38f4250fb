import fc from 'fast-check';
import { type Mutation, oddNumbers, place } from './mutateBytes';

interface Change {
  /** Which message, and which of its words, as shares. */
  readonly message: number;
  readonly word: number;
  readonly value: number;
  readonly isWide: boolean;
}

const change: fc.Arbitrary<Change> = fc.record({
  message: place,
  word: place,
  value: fc.oneof(oddNumbers, fc.integer({ min: -64, max: 64 })),
  isWide: fc.boolean(),
});

/**
 * Arrow IPC whose messages are where they were and say something else: a word of a message's FlatBuffer (a length, a count,
 * an offset, a type) becomes another, of 32 or of 64 bits.
 */
export const ofArrow: fc.Arbitrary<Mutation> = fc.array(change, { minLength: 1, maxLength: 3 }).map(
  (changes): Mutation =>
    (bytes) =>
      changes.reduce(withChange, Buffer.from(bytes)),
);

function withChange(file: Buffer, { message, word, value, isWide }: Change): Buffer {
  const messages = metadataOf(file);
  const [start, length] = messages[Math.floor(message * messages.length)] ?? [0, 0];
  const at = start + 4 * Math.floor((word * length) / 4);
  if (at + 8 > file.length) return file;
  const changed = Buffer.from(file);
  if (isWide) changed.writeBigInt64LE(BigInt(value), at);
  else changed.writeInt32LE(value, at);
  return changed;
}

/** Where the metadata of each message begins, and its length: each stands behind 0xFFFFFFFF and its length. */
function metadataOf(file: Buffer): (readonly [start: number, length: number])[] {
  const found: [number, number][] = [];
  for (let at = file.indexOf('ffffffff', 0, 'hex'); at !== -1; at = file.indexOf('ffffffff', at + 4, 'hex')) {
    if (at % 8 !== 0 || at + 8 > file.length) continue;
    const length = file.readInt32LE(at + 4);
    if (length > 0 && at + 8 + length <= file.length) found.push([at + 8, length]);
  }
  return found;
}
