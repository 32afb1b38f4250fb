import fc from 'fast-check';

/** Makes other bytes of a file's. */
export type Mutation = (bytes: Uint8Array) => Uint8Array;

/** A place in whatever there are many of, as a share of them. */
export const place = fc.nat(999_999).map((millionths) => millionths / 1_000_000);

/** Numbers at which lengths, counts and offsets tip over. */
export const oddNumbers = fc.constantFrom(
  ...[0, 1, -1, 2, 3, 127, 128, 255, 32_767, 65_536, 2 ** 24, 2 ** 30, 2 ** 31 - 1, -(2 ** 31)],
);

const at = (bytes: Uint8Array, share: number): number => Math.floor(share * bytes.length);

function spliced(bytes: Uint8Array, start: number, removed: number, inserted: Uint8Array): Uint8Array {
  return Buffer.concat([bytes.subarray(0, start), inserted, bytes.subarray(start + removed)]);
}

const cut = place.map(
  (share): Mutation =>
    (bytes) =>
      bytes.subarray(0, at(bytes, share)),
);

const flip = fc.tuple(place, fc.nat(7)).map(([share, bit]): Mutation => (bytes) => {
  const flipped = Uint8Array.from(bytes);
  if (flipped.length > 0) flipped[at(bytes, share)]! ^= 1 << bit;
  return flipped;
});

/** A length or number becomes another: all of 32 bits, and of a variable one where it is short. */
const renumbered = fc.tuple(place, oddNumbers).map(([share, value]): Mutation => (bytes) => {
  const number = Buffer.alloc(4);
  number.writeInt32LE(value);
  return spliced(bytes, at(bytes, share), 4, number);
});

const shifted = fc.tuple(place, fc.nat(9), fc.uint8Array({ maxLength: 9 })).map(
  ([share, removed, inserted]): Mutation =>
    (bytes) =>
      spliced(bytes, at(bytes, share), removed, inserted),
);

/** Near the end, where footers are. */
const late = fc.tuple(fc.nat(400), fc.nat(255)).map(([fromEnd, byte]): Mutation => (bytes) => {
  const changed = Uint8Array.from(bytes);
  if (changed.length > fromEnd) changed[changed.length - 1 - fromEnd] = byte;
  return changed;
});

/** One to three changes of bytes, whatever these mean. */
export const ofBytes: fc.Arbitrary<Mutation> = fc
  .array(
    fc.oneof(
      { weight: 1, arbitrary: cut },
      ...[flip, renumbered, shifted, late].map((arbitrary) => ({ weight: 4, arbitrary })),
    ),
    { minLength: 1, maxLength: 3 },
  )
  .map(
    (mutations): Mutation =>
      (bytes) =>
        mutations.reduce((each, mutate) => mutate(each), bytes),
  );
