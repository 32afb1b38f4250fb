import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { nodeIngestPorts } from '../../src/cli/nodePorts';
import { ingestFile } from '../../src/formats/ingest';
import { UnreadableBytes } from '../../src/formats/pieces';
import type { ByteSource } from '../../src/lib/ports';
import { defaultReadOptions } from '../../src/table/schema';
import { tableText, zstdOfTable } from './compressed/zstdOfTable';
import { ingestBytes } from './ingestBytes';

const csv = Buffer.from(
  `id,city\n${Array.from({ length: 5000 }, (_, row) => `${row},city ${row % 9}`).join('\n')}\n`,
);
const request = { path: 'a.csv', options: defaultReadOptions, prefix: null };

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Reads `bytes`, counting how often each byte is asked for. */
function countingSource(bytes: Uint8Array): {
  readonly source: ByteSource;
  readonly bytesRead: () => number;
} {
  let count = 0;
  return {
    source: {
      byteLength: bytes.length,
      read: (start, end) => {
        count += Math.max(0, Math.min(end, bytes.length) - start);
        return Promise.resolve(Uint8Array.from(bytes.subarray(start, end)));
      },
    },
    bytesRead: () => count,
  };
}

describe('ingestFile', () => {
  it.each([
    ['a.csv', csv],
    ['a.csv.gz', gzipSync(csv)],
    ['a.bin', csv.subarray(1)],
    ['a.csv.gz', Buffer.concat([gzipSync(csv), Buffer.from('junk')])],
    ['a.csv', Buffer.concat([Buffer.from('a,b\n1\n'), csv])],
  ])('digests every byte of %s once, whatever becomes of its table', async (path, bytes) => {
    const { source, bytesRead } = countingSource(bytes);
    const result = await ingestFile(
      source,
      { ...request, path },
      { ...nodeIngestPorts, pace: { pieceByteLength: 999, readsInFlight: 3 } },
      new AbortController().signal,
    );
    expect(result).toMatchObject({
      ok: true,
      value: {
        digest: sha256(bytes),
        md5: createHash('md5').update(bytes).digest('hex'),
        byteLength: bytes.length,
      },
    });
    expect(bytesRead()).toBe(bytes.length);
  });

  it('reads a table in gzip as the table that it holds', async () => {
    const [plain, packed] = [
      await ingestBytes('a.csv', csv),
      await ingestBytes('a.csv.gz', gzipSync(csv), { pieceByteLength: 100 }),
    ];
    expect(packed.format).toBe('csv.gz');
    expect(packed.table?.profile).toEqual(plain.table?.profile);
    expect(packed.table?.reading.logicalDigest).toBe(plain.table?.reading.logicalDigest);
  });

  it('reads a table in Zstandard as the table that it holds, and refuses a file that was cut off', async () => {
    const packed = Buffer.from(zstdOfTable, 'base64');
    const plain = await ingestBytes('a.csv', Buffer.from(tableText));
    const read = await ingestBytes('a.csv.zst', packed, { pieceByteLength: 100 });
    expect(read.format).toBe('csv.zst');
    expect(read.table?.reading.logicalDigest).toBe(plain.table?.reading.logicalDigest);
    const cut = await ingestBytes('a.csv.zst', packed.subarray(0, -9));
    expect(cut).toMatchObject({ format: 'csv.zst', table: null, failure: { kind: 'malformedZstd' } });
  });

  it('refuses a broken gzip file with the place, and only where its name promises a table', async () => {
    const packed = gzipSync(csv);
    const cut = await ingestBytes('a.csv.gz', packed.subarray(0, -9));
    expect(cut).toMatchObject({
      format: 'csv.gz',
      table: null,
      failure: { kind: 'malformedGzip', byteOffset: packed.length - 9 },
    });
    const atOnce = await ingestBytes('a.csv.gz', packed.subarray(0, 12));
    expect(atOnce.failure).toMatchObject({ kind: 'malformedGzip' });
    expect(await ingestBytes('a.bin.gz', packed.subarray(0, 12))).toMatchObject({
      format: 'gzip',
      table: null,
      failure: null,
    });
  });

  it('leaves the table unread where only digests are wanted', async () => {
    const { source } = countingSource(Buffer.from('a,b\n1\n'));
    const result = await ingestFile(
      source,
      { ...request, digestOnly: true },
      nodeIngestPorts,
      new AbortController().signal,
    );
    expect(result).toMatchObject({ value: { format: 'csv', table: null, failure: null } });
  });

  it('says that a file cannot be read, or became shorter meanwhile', async () => {
    const gone: ByteSource = {
      byteLength: 10,
      read: () => Promise.reject(new UnreadableBytes('it is gone')),
    };
    expect(await ingestFile(gone, request, nodeIngestPorts, new AbortController().signal)).toEqual({
      ok: false,
      error: { kind: 'unreadableFile', message: 'it is gone' },
    });
    const shorter: ByteSource = { byteLength: 10, read: () => Promise.resolve(new Uint8Array(4)) };
    expect(await ingestFile(shorter, request, nodeIngestPorts, new AbortController().signal)).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('byte 4') as string },
    });
  });

  it('throws what is a bug', async () => {
    const broken: ByteSource = { byteLength: 10, read: () => Promise.reject(new TypeError('a bug')) };
    await expect(ingestFile(broken, request, nodeIngestPorts, new AbortController().signal)).rejects.toThrow(
      'a bug',
    );
  });

  it('stops between pieces when it is cancelled, with the reason, and lets go of the digester', async () => {
    const controller = new AbortController();
    const { source, bytesRead } = countingSource(csv);
    let disposed = 0;
    const ports = {
      ...nodeIngestPorts,
      pace: { pieceByteLength: 100, readsInFlight: 1 },
      beginDigest: () => ({
        update: () => controller.abort(new Error('enough')),
        finish: () => Promise.reject(new Error('not reached')),
        dispose: () => disposed++,
      }),
    };
    await expect(ingestFile(source, request, ports, controller.signal)).rejects.toThrow('enough');
    expect(bytesRead()).toBeLessThanOrEqual(200);
    expect(disposed).toBe(1);
  });
});
