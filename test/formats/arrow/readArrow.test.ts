import { columnFromArray, dictionary, int32, tableFromColumns, tableToIPC, utf8 } from '@uwdata/flechette';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ArrowMessage, readMessages } from '../../../src/formats/arrow/messages';
import type { ByteSource } from '../../../src/lib/ports';
import { ingestBytes } from '../ingestBytes';

type Rows = readonly (readonly [number, string | null])[];

/** Two columns, a number and a dictionary of texts, in batches of so many rows. */
function arrowOf(rows: Rows, batchLength: number, format: 'file' | 'stream'): Uint8Array {
  const options = { maxBatchRows: batchLength };
  const table = tableFromColumns({
    n: columnFromArray(
      rows.map(([n]) => n),
      int32(),
      options,
    ),
    text: columnFromArray(
      rows.map(([, text]) => text),
      dictionary(utf8()),
      options,
    ),
  });
  return tableToIPC(table, { format }) as Uint8Array;
}

const csvOf = (rows: Rows): string => `n,text\n${rows.map(([n, text]) => `${n},${text ?? ''}\n`).join('')}`;

const someRows: Rows = Array.from({ length: 10 }, (_, n) => [n, `text ${n % 3}`]);

async function readingOf(name: string, bytes: Uint8Array | string, pieceByteLength = 1 << 20) {
  const { table, failure } = await ingestBytes(name, bytes, { pieceByteLength });
  if (!table) throw new Error(JSON.stringify(failure));
  const { rowCount, logicalDigest, orderedRowDigest } = table.reading;
  return { rowCount, logicalDigest, orderedRowDigest };
}

async function* piecesOf(bytes: Uint8Array, byteLength: number) {
  for (let at = 0; at < bytes.length; at += byteLength) yield bytes.slice(at, at + byteLength);
}

const sourceOf = (bytes: Uint8Array): ByteSource => ({
  byteLength: bytes.length,
  read: (start, end) => Promise.resolve(bytes.slice(start, end)),
});

async function all<T>(given: AsyncIterable<T>): Promise<T[]> {
  const taken: T[] = [];
  for await (const each of given) taken.push(each);
  return taken;
}

async function messagesOf(bytes: Uint8Array): Promise<(ArrowMessage & { bytes: Uint8Array })[]> {
  const messages = await all(readMessages(piecesOf(bytes, 1000), sourceOf(bytes)));
  // Of a stream: its last eight bytes are the mark of its end.
  const ends = [...messages.slice(1).map(({ byteOffset }) => byteOffset), bytes.length - 8];
  return messages.map((message, index) => ({
    ...message,
    bytes: bytes.subarray(message.byteOffset, ends[index]),
  }));
}

const joined = (...parts: readonly Uint8Array[]): Uint8Array => Uint8Array.from(Buffer.concat(parts));

/** A file with the places of its record batches in its footer in the opposite order. */
function withBatchesTurnedRound(file: Uint8Array, batchCount: number): Uint8Array {
  const turned = file.slice();
  const view = new DataView(turned.buffer);
  const tail = turned.length - 10;
  const footer = tail - view.getInt32(tail, true);
  const root = footer + view.getUint32(footer, true);
  const fields = root - view.getInt32(root, true);
  const place = root + view.getUint16(fields + 4 + 3 * 2, true);
  const vector = place + view.getUint32(place, true);
  expect(view.getUint32(vector, true)).toBe(batchCount);
  const blocks = Array.from({ length: batchCount }, (_, index) =>
    turned.slice(vector + 4 + index * 24, vector + 4 + (index + 1) * 24),
  );
  blocks.toReversed().forEach((block, index) => turned.set(block, vector + 4 + index * 24));
  return turned;
}

describe('Arrow', () => {
  it('is read batch by batch as the same rows in CSV are, however the bytes come', async () => {
    const rows = fc.array(
      fc.tuple(fc.integer({ min: -1000, max: 1000 }), fc.constantFrom('a', 'bb', 'ünï', null)),
      { minLength: 1, maxLength: 40 },
    );
    const format = fc.constantFrom('file' as const, 'stream' as const);
    await fc.assert(
      fc.asyncProperty(
        rows,
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 700 }),
        format,
        async (all, batchLength, pieceByteLength, kind) => {
          fc.pre(all.some(([, text]) => text !== null));
          const bytes = arrowOf(all, batchLength, kind);
          const read = await readingOf('t.arrow', bytes, pieceByteLength);
          expect(read).toEqual(await readingOf('t.csv', csvOf(all)));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('holds one message at a time', async () => {
    const messages = await messagesOf(arrowOf(someRows, 4, 'file'));
    expect(messages.map(({ kind }) => kind)).toEqual([
      'schema',
      'dictionary',
      'records',
      'records',
      'records',
    ]);
  });

  it('takes the batches of a file in the order of its footer', async () => {
    const turned = withBatchesTurnedRound(arrowOf(someRows, 5, 'file'), 2);
    const expected = csvOf([...someRows.slice(5), ...someRows.slice(0, 5)]);
    expect(await readingOf('t.arrow', turned)).toEqual(await readingOf('t.csv', expected));
  });

  it('reads rows with the dictionary that stood before them where a stream replaces it', async () => {
    const [first, second] = [
      [
        [1, 'old'],
        [2, 'older'],
      ],
      [
        [3, 'new'],
        [4, 'newer'],
      ],
    ] as const;
    const [schema, ...before] = await messagesOf(arrowOf(first, 9, 'stream'));
    const [, ...after] = await messagesOf(arrowOf(second, 9, 'stream'));
    const stream = joined(...[schema!, ...before, ...after].map(({ bytes }) => bytes));
    const expected = csvOf([...first, ...second]);
    expect(await readingOf('t.arrows', stream)).toEqual(await readingOf('t.csv', expected));
  });

  it('ends where a stream ends, with its mark or without', async () => {
    const stream = arrowOf(someRows, 4, 'stream');
    const messages = await messagesOf(stream);
    const unmarked = joined(...messages.map(({ bytes }) => bytes));
    expect(unmarked.length).toBeLessThan(stream.length);
    expect(await readingOf('t.arrows', unmarked)).toEqual(await readingOf('t.arrows', stream));
  });

  it('has columns and no rows where there are no batches', async () => {
    const [schema, words] = await messagesOf(arrowOf(someRows, 4, 'stream'));
    const { table } = await ingestBytes('t.arrows', joined(schema!.bytes, words!.bytes));
    expect(table?.reading.rowCount).toBe(0);
    expect(table?.reading.columns.map(({ name }) => name)).toEqual(['n', 'text']);
  });

  it('refuses what is cut off or changed, and never throws', async () => {
    for (const kind of ['file', 'stream'] as const) {
      const bytes = arrowOf(someRows, 4, kind);
      for (let length = 16; length < bytes.length - 16; length += 16) {
        const { table, failure } = await ingestBytes('t.arrow', bytes.subarray(0, length));
        // A stream that ends between two messages is whole, as far as anyone can tell.
        expect(kind === 'stream' && table ? 'whole' : failure?.kind).toMatch(/^whole$|^malformedArrow$/);
      }
      await fc.assert(
        fc.asyncProperty(fc.nat(bytes.length - 1), fc.nat(255), async (at, byte) => {
          const changed = bytes.slice();
          changed[at] = byte;
          await ingestBytes('t.arrow', changed);
        }),
        { numRuns: 200 },
      );
    }
  });

  it('says how long a message is that does not fit the file, or is more than is held', async () => {
    const [schema, words, records] = await messagesOf(arrowOf(someRows, 40, 'stream'));
    const cut = joined(schema!.bytes, words!.bytes, records!.bytes.subarray(0, -8));
    const { failure } = await ingestBytes('t.arrows', cut);
    expect(failure).toMatchObject({
      kind: 'malformedArrow',
      message: expect.stringMatching(
        /^the message at byte \d+: it says that it has \d+ bytes more, and \d+ are left$/,
      ) as string,
    });
    const source = { ...sourceOf(cut), byteLength: 2 ** 40 };
    const long = records!.bytes.slice();
    // The body's length is the only 64-bit number of its size in the message.
    const view = new DataView(long.buffer);
    const body = long.length - 8 - view.getUint32(4, true);
    for (let at = 8; at + 8 <= 8 + view.getUint32(4, true); at += 4)
      if (view.getBigInt64(at, true) === BigInt(body)) view.setBigInt64(at, 2n ** 39n, true);
    const stream = joined(schema!.bytes, words!.bytes, long);
    await expect(all(readMessages(piecesOf(stream, 1000), source))).rejects.toThrow(
      /^the message at byte \d+: it has 549755813888 bytes/,
    );
  });
});
