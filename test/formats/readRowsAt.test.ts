import fc from 'fast-check';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { nodeIngestPorts } from '../../src/cli/nodePorts';
import { readRows } from '../../src/formats/readRows';
import { placesOf, readRowsAt, type TablePlaces } from '../../src/formats/readRowsAt';
import type { ByteSource } from '../../src/lib/ports';
import type { TableRows, RowConsumer } from '../../src/table/tableRows';
import { defaultReadOptions, type ReadOptions } from '../../src/table/schema';
import { decodeUtf8 } from '../../src/table/utf8';

const neverCancelled = { aborted: false, throwIfAborted: () => undefined };

/** Rows as lists of their cells' texts, and where each begins. */
class Texts implements RowConsumer {
  readonly rows: string[][] = [];
  readonly starts: (number | null)[] = [];

  take({ buffer, written, stride, rowCount, columnNames, rowStarts }: TableRows): void {
    for (let row = 0; row < rowCount; row++) {
      const at = columnNames.map((_, column) => column * stride + row);
      this.rows.push(at.map((cell) => decodeUtf8(buffer.bytes, written.starts[cell], written.ends[cell])));
      this.starts.push(rowStarts?.[row] ?? null);
    }
  }
}

interface CountedSource extends ByteSource {
  readonly readCount: () => number;
}

function sourceOf(bytes: Uint8Array): CountedSource {
  let count = 0;
  return {
    byteLength: bytes.length,
    read(start, end) {
      count += Math.min(end, bytes.length) - start;
      return Promise.resolve(Uint8Array.from(bytes.subarray(start, end)));
    },
    readCount: () => count,
  };
}

/** How the texts below are written, told where chance may make them look otherwise. */
const told: Partial<ReadOptions> = {
  delimiter: ',',
  encoding: 'utf-8',
  quote: '"',
  escape: 'doubled',
  trimBlanks: false,
  skipLines: 0,
  headerLines: 1,
  readWholeFile: true,
};

/** All rows, and their places where they have any. */
async function readAll(
  source: ByteSource,
  path = 'rows.csv',
  chosen: Partial<ReadOptions> = {},
): Promise<{ texts: Texts; places: TablePlaces | null }> {
  const texts = new Texts();
  const options = { ...defaultReadOptions, skipBadRows: true, hasHeader: true, maxBadShare: 1, ...chosen };
  const plan = await readRows(
    source,
    { path, options, textColumns: [] },
    texts,
    nodeIngestPorts,
    neverCancelled,
  );
  if (!plan.ok) throw new Error(JSON.stringify(plan.error));
  const starts = Float64Array.from(texts.starts, (start) => start ?? Number.NaN);
  return {
    texts,
    places: plan.value.rowPlan && { plan: plan.value.rowPlan, starts, byteLength: source.byteLength },
  };
}

const cell = fc.constantFrom('1', '2.50', 'São', '"a ""b"", c"', '"two\nlines"', 'true', '2024-01-01');
const goodRow = fc.tuple(cell, cell).map((cells) => cells.join(','));
const badRow = fc.constantFrom('', '1,2,3', 'lonely', '"x"y,1', 'bad \u{FFFD},1');
const lineEnd = fc.constantFrom('\n', '\r\n', '\r');
const line = fc.tuple(fc.oneof({ weight: 4, arbitrary: goodRow }, badRow), lineEnd);
const text = fc
  .tuple(fc.constantFrom('', '\u{FEFF}'), fc.array(line, { maxLength: 30 }), fc.constantFrom('', '7,last'))
  .map(([mark, lines, last]) => `${mark}a,b\n${lines.map((each) => each.join('')).join('')}${last}`);

/** UTF-8, with a byte that is none in place of each replacement character. */
function bytesOf(written: string): Uint8Array {
  return Uint8Array.from(
    Buffer.from(Buffer.from(written).toString('latin1').replaceAll('\u{EF}\u{BF}\u{BD}', '\u{FF}'), 'latin1'),
  );
}

describe('readRowsAt', () => {
  it('gives any rows of a text as they were when all were read, in reads of any length', async () => {
    await fc.assert(
      fc.asyncProperty(
        text,
        fc.infiniteStream(fc.boolean()),
        fc.integer({ min: 1, max: 60 }),
        async (written, wants, pieceByteLength) => {
          const source = sourceOf(bytesOf(written));
          const { texts, places } = await readAll(source, 'rows.csv', told);
          const rows = Int32Array.from(texts.rows.keys()).filter(() => wants.next().value === true);
          const again = new Texts();
          const pace = { pieceByteLength, readsInFlight: 2 };
          const read = await readRowsAt(source, placesOf(places!, rows), again, pace, neverCancelled);
          expect(read.ok).toBe(true);
          expect(again.rows).toEqual(Array.from(rows, (row) => texts.rows[row]));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('passes by what nobody asked for', async () => {
    const written = `a,b\n${Array.from({ length: 100_000 }, (_, row) => `${row},some text\n`).join('')}`;
    const { texts, places } = await readAll(sourceOf(bytesOf(written)));
    const source = sourceOf(bytesOf(written));
    const again = new Texts();
    const wanted = placesOf(places!, Int32Array.of(3, 50_000, 50_001, 99_999));
    await readRowsAt(source, wanted, again, nodeIngestPorts.pace, neverCancelled);
    expect(again.rows).toEqual([3, 50_000, 50_001, 99_999].map((row) => texts.rows[row]));
    expect(source.readCount()).toBeLessThan(200);
  });

  it('is not for a text that is not the file’s own bytes', async () => {
    const written = 'a,b\n1,2\n';
    const utf16 = Uint8Array.from([0xff, 0xfe, ...Buffer.from(written, 'utf16le')]);
    expect((await readAll(sourceOf(utf16))).places).toBeNull();
    expect((await readAll(sourceOf(gzipSync(written)), 'rows.csv.gz')).places).toBeNull();
    expect((await readAll(sourceOf(bytesOf('{"a":1}\n')), 'rows.jsonl')).places).toBeNull();
  });

  it('says so where the file was changed meanwhile', async () => {
    const { places } = await readAll(sourceOf(bytesOf('a,b\n1,2\n3,4\n')));
    const wanted = placesOf(places!, Int32Array.of(1));
    for (const changed of ['a,b\n1,2\n3;4\n', 'a,b\n1,2\n\n\n\n\n', 'a,b\n1']) {
      const source = sourceOf(bytesOf(changed));
      const read = await readRowsAt(source, wanted, new Texts(), nodeIngestPorts.pace, neverCancelled);
      expect(read).toMatchObject({ ok: false, error: { kind: 'unreadable' } });
    }
  });
});
