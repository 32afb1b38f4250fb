import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ingestBytes } from './ingestBytes';

/** What the platform and the decoders of others say; nobody who drops a file should read it. */
const engineWords =
  /undefined|not a function|cannot read|typed array|array length|out of (?:bounds|range)|RangeError|TypeError|SyntaxError|not iterable|not valid JSON|unexpected token|\bNaN\b|\[object|call stack|offset is|invalid (?:distance|code|block|bit|stored|window)/i;

const folder = path.resolve(import.meta.dirname, '../fixtures/columnar');
const rows = Array.from({ length: 40 }, (_, id) => ({ id, name: `é ${id % 7}`, tags: [id, { k: null }] }));
const lines = rows.map((row) => JSON.stringify(row)).join('\n');

/** One of each kind: of the longer files the mutations would rarely meet what matters. */
const files: readonly (readonly [name: string, bytes: Uint8Array])[] = [
  ...readdirSync(folder)
    .filter((name) => /\.(parquet|arrows?|feather)$/.test(name) && !/^int\d+x3/.test(name))
    .map((name) => [name, readFileSync(path.join(folder, name))] as const),
  ['rows.jsonl', Buffer.from(lines)],
  ['rows.json', Buffer.from(JSON.stringify(rows))],
  ['rows.jsonl.gz', gzipSync(lines)],
];

type Mutation = (bytes: Uint8Array) => Uint8Array;

const place = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const at = (bytes: Uint8Array, share: number): number => Math.floor(share * bytes.length);
const spliced = (bytes: Uint8Array, start: number, removed: number, inserted: Uint8Array): Uint8Array =>
  Buffer.concat([bytes.subarray(0, start), inserted, bytes.subarray(start + removed)]);

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
const renumbered = fc
  .tuple(
    place,
    fc.constantFrom(0, 1, -1, 2, 127, 128, 255, 65_536, 2 ** 24, 2 ** 30, 2 ** 31 - 1, -(2 ** 31)),
  )
  .map(([share, value]): Mutation => (bytes) => {
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

const damaged = fc
  .tuple(
    fc.nat(files.length - 1),
    fc.array(
      fc.oneof(
        { weight: 1, arbitrary: cut },
        ...[flip, renumbered, shifted, late].map((arbitrary) => ({ weight: 4, arbitrary })),
      ),
      {
        minLength: 1,
        maxLength: 3,
      },
    ),
  )
  .map(([index, mutations]) => {
    const [name, whole] = files[index]!;
    return { name, bytes: mutations.reduce((bytes, mutate) => mutate(bytes), whole) };
  })
  .map(({ name, bytes }) => ({ name, base64: Buffer.from(bytes).toString('base64') }));

describe('a damaged file', () => {
  it('is a table or a failure in words of our own, and soon', async () => {
    let failures = 0;
    await fc.assert(
      fc.asyncProperty(damaged, async ({ name, base64 }) => {
        const before = process.cpuUsage();
        const { table, failure } = await ingestBytes(name, Buffer.from(base64, 'base64'));
        const { user } = process.cpuUsage(before);
        if (failure) {
          failures++;
          expect(failure.message).not.toMatch(engineWords);
          expect(failure.message.length).toBeGreaterThan(10);
        }
        // A second, and 20 µs for each row; three times that, as other tests run on the same cores.
        expect(user / 1e6).toBeLessThan(3 + (table?.reading.rowCount ?? 0) * 60e-6);
      }),
      { numRuns: 500 },
    );
    expect(failures).toBeGreaterThan(150);
  });
});
