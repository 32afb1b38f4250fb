import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { looksLikeWorkspaceFile } from '../../../src/formats/workspaceFile/looksLikeWorkspaceFile';
import { seededRandom } from '../../../src/lib/random';
import { exportBundle } from '../../../src/operations/workspaces/bundle';
import type { ChunkStore } from '../../../src/operations/bytes/chunkStore';
import { exportWorkspace, type ExportProgress } from '../../../src/operations/workspaces/exportWorkspace';
import { importFile } from '../../../src/operations/workspaces/importFile';
import { importWorkspace } from '../../../src/operations/workspaces/importWorkspace';
import { createByteKeeper } from '../../../src/operations/bytes/keepBytes';
import type { KeptFile } from '../../../src/operations/core/keptFiles';
import type { OperationPorts } from '../../../src/operations/core/ports';
import { takeSnapshot } from '../../../src/operations/taking/takeSnapshot';
import { undo } from '../../../src/operations/audit/undo';
import { createMemoryChunkStore } from '../../../src/storage/chunkMemoryStore';
import type { Digest } from '../../../src/versioning/digest';
import { timestampFromMilliseconds } from '../../../src/versioning/timestamp';
import { auditOf, dropFile, everything, ingest, testPorts, valueOf, workspaceOf } from '../testProject';

const never = { aborted: false, throwIfAborted: () => undefined };
const label = { id: 'abc123', name: 'Bike share', colour: 'green' };
const sha256 = async (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex') as Digest;

interface Device extends OperationPorts {
  readonly chunks: ChunkStore;
  readonly sha256: typeof sha256;
}

function device(): Device {
  return { ...testPorts(), chunks: createMemoryChunkStore(), sha256 };
}

/** Drops a file whose bytes are kept. */
async function keep(ports: Device, name: string, text: string): Promise<void> {
  const keeper = createByteKeeper(ports);
  const keeping = keeper.begin(null);
  await keeping.update(ports.text.encode(text));
  const ingested = { ...(await ingest(name, text)), chunks: await keeping.finish() };
  await keeper.stored();
  valueOf(await takeSnapshot(ports, { kind: 'file', path: name, ingested, lastModified: null }));
}

/** A table of about 150 KB, so of several chunks. */
function rows(seed: number, changed = -1): string {
  const random = seededRandom(seed);
  return Array.from({ length: 8_000 }, (_, row) => {
    const value = random().toFixed(12);
    return row === changed ? 'changed,1\n' : `${row},${value}\n`;
  }).join('');
}

async function written(ports: Device): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array[] = [];
  let isClosed = false;
  const sink = {
    write: async (bytes: Uint8Array) => void pieces.push(bytes.slice()),
    close: async () => void (isClosed = true),
    abort: async () => expect.fail('aborted'),
  };
  valueOf(await exportWorkspace(ports, label, sink, never));
  expect(isClosed).toBe(true);
  return new Uint8Array(Buffer.concat(pieces));
}

/** In pieces of odd lengths, as a disk gives them. */
async function* inPieces(bytes: Uint8Array<ArrayBuffer>, length = 10_007) {
  for (let at = 0; at < bytes.length; at += length) yield bytes.slice(at, at + length);
}

function read(ports: Device, bytes: Uint8Array<ArrayBuffer>, isLeavingOut = false) {
  const file = { path: 'w.tar', pieces: inPieces(bytes), byteLength: bytes.length, isLeavingOut };
  return importWorkspace(ports, file);
}

async function keptFilesOf(ports: Device): Promise<readonly (KeptFile | undefined)[]> {
  return valueOf(
    await ports.store.read(async ({ keptFiles }) =>
      Promise.all((await keptFiles.digests('kept')).map((digest) => keptFiles.get(digest))),
    ),
  );
}

async function chunkDigests(ports: Device): Promise<readonly Digest[]> {
  const digests: Digest[] = [];
  for await (const page of ports.chunks.pages()) digests.push(...page.map(({ digest }) => digest));
  return digests.sort();
}

async function filled(): Promise<Device> {
  const ports = device();
  await keep(ports, 'trips.csv', rows(1));
  await keep(ports, 'trips.csv', rows(1, 4000));
  await keep(ports, 'other.csv', rows(2));
  await dropFile(ports, 'not kept.csv', 'a\n1\n');
  return ports;
}

describe('a workspace file', () => {
  it('[W1] gives the same workspace, log and bytes elsewhere, and changes nothing when it comes again', async () => {
    const from = await filled();
    const bytes = await written(from);
    expect(looksLikeWorkspaceFile(bytes.subarray(0, 512))).toBe(true);
    const to = device();
    const first = valueOf(await read(to, bytes));
    expect(first.value.counts).toMatchObject({ artifacts: 3, snapshots: 4 });
    expect(await everything(to)).toEqual(await everything(from));
    expect(await keptFilesOf(to)).toEqual(await keptFilesOf(from));
    expect(await chunkDigests(to)).toEqual(await chunkDigests(from));
    expect(Buffer.from(await written(to)).equals(bytes)).toBe(true);

    expect(valueOf(await read(to, bytes)).auditSequence).toBeNull();
    expect(await everything(to)).toEqual(await everything(from));
  });

  it('[W1] [W5] is a tar archive that other tools open: each chunk is the SHA-256 that it is called', async () => {
    const from = await filled();
    const folder = mkdtempSync(path.join(tmpdir(), 'throughline-'));
    try {
      writeFileSync(path.join(folder, 'w.tar'), await written(from));
      execFileSync('tar', ['-xf', 'w.tar'], { cwd: folder });
      const names = execFileSync('tar', ['-tf', 'w.tar'], { cwd: folder, encoding: 'utf8' })
        .trim()
        .split('\n');
      expect(names.slice(0, 3)).toEqual(['throughline.json', 'bundle.json', 'kept-files.jsonl']);
      expect(names.at(-1)).toBe('end.json');
      expect(readFileSync(path.join(folder, 'bundle.json'), 'utf8')).toBe(
        valueOf(await exportBundle(from, null)),
      );
      const chunks = readdirSync(path.join(folder, 'chunks'));
      expect(chunks).toEqual(await chunkDigests(from));
      for (const name of chunks)
        expect(await sha256(readFileSync(path.join(folder, 'chunks', name)))).toBe(name);
      // The bytes of a version are its chunks, one after the other.
      const [line] = readFileSync(path.join(folder, 'kept-files.jsonl'), 'utf8').split('\n');
      const first = JSON.parse(line!) as { digest: string; chunks: [string, number][] };
      const whole = Buffer.concat(
        first.chunks.map(([name]) => readFileSync(path.join(folder, 'chunks', name))),
      );
      expect(await sha256(whole)).toBe(first.digest);
      expect(whole.toString()).toBe(rows(1));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('[W6] that is cut off anywhere is refused whole', async () => {
    const bytes = await written(await filled());
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: bytes.length - 1 }), async (length) => {
        const to = device();
        const result = await read(to, bytes.slice(0, length));
        expect(result).toMatchObject({ ok: false, error: { kind: 'malformedWorkspace', path: 'w.tar' } });
        expect(await auditOf(to)).toEqual([]);
        expect(await keptFilesOf(to)).toEqual([]);
      }),
      {
        numRuns: 20,
        examples: [[0], [511], [bytes.length - 1], [bytes.length - 512], [bytes.length - 1024]],
      },
    );
  });

  it('[W2] to [W6] of which one byte was changed is refused whole, and the place named', async () => {
    const bytes = await written(await filled());
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: bytes.length - 1 }),
        fc.integer({ min: 1, max: 255 }),
        async (at, by) => {
          const changed = bytes.slice();
          changed[at] = changed[at]! ^ by;
          const to = device();
          const result = await read(to, changed);
          if (result.ok) {
            // Of a header, all but name, length and sum may be another tool's.
            expect(await keptFilesOf(to)).toHaveLength(3);
            return;
          }
          expect(result.error).toMatchObject({ kind: 'malformedWorkspace', path: 'w.tar' });
          expect(await auditOf(to)).toEqual([]);
        },
      ),
      {
        numRuns: 40,
        examples: [
          [600, 1],
          [bytes.length - 1, 1],
          [Math.floor(bytes.length / 2), 4],
        ],
      },
    );
  });

  it('[W5] whose chunks stand in another order is refused', async () => {
    const bytes = await written(await filled());
    const starts: number[] = [];
    for (let at = 0; at < bytes.length; at += 512)
      if (Buffer.from(bytes.subarray(at, at + 7)).toString() === 'chunks/') starts.push(at);
    const [a, b, c] = starts as [number, number, number];
    const swapped = Buffer.concat([
      bytes.subarray(0, a),
      bytes.subarray(b, c),
      bytes.subarray(a, b),
      bytes.subarray(c),
    ]);
    expect(await read(device(), new Uint8Array(swapped))).toMatchObject({
      ok: false,
      error: { kind: 'malformedWorkspace', place: `byte ${a}` },
    });
  });

  it('names files whose bytes are not all there, and does not have them', async () => {
    const from = await filled();
    const [file] = (await keptFilesOf(from)) as readonly KeptFile[];
    await from.chunks.remove([file!.chunks[0]!.digest]);
    const pieces: Uint8Array[] = [];
    const sink = {
      write: async (bytes: Uint8Array) => void pieces.push(bytes.slice()),
      close: async () => undefined,
      abort: async () => undefined,
    };
    const summary = valueOf(await exportWorkspace(from, label, sink, never));
    expect(summary.absentFiles).toContain(file!.digest);
    const to = device();
    valueOf(await read(to, new Uint8Array(Buffer.concat(pieces))));
    expect((await keptFilesOf(to)).map((each) => each?.digest)).not.toContain(file!.digest);
  });

  it('says from the first byte to the last how much of how many are written', async () => {
    const reports: ExportProgress[] = [];
    let byteLength = 0;
    const sink = {
      write: async (bytes: Uint8Array) => void (byteLength += bytes.length),
      close: async () => undefined,
      abort: async () => undefined,
    };
    valueOf(await exportWorkspace(await filled(), label, sink, never, (each) => reports.push(each)));
    expect(reports[0]).toEqual({ bytesWritten: 0, byteLength });
    expect(reports.at(-1)).toEqual({ bytesWritten: byteLength, byteLength });
    const written = reports.map(({ bytesWritten }) => bytesWritten);
    expect(written).toEqual(written.toSorted((a, b) => a - b));
  });

  it('is not finished where a chunk was changed on disk', async () => {
    const from = await filled();
    const [file] = (await keptFilesOf(from)) as readonly KeptFile[];
    const broken = file!.chunks.at(-1)!.digest;
    const chunks: ChunkStore = {
      ...from.chunks,
      read: async (digests) =>
        (await from.chunks.read(digests)).map((bytes, at) => {
          if (digests[at] === broken) bytes![0]! ^= 1;
          return bytes;
        }),
    };
    let ended = '';
    const sink = {
      write: async () => undefined,
      close: async () => void (ended = 'closed'),
      abort: async () => void (ended = 'aborted'),
    };
    const result = await exportWorkspace({ ...from, chunks }, label, sink, never);
    expect(result).toMatchObject({ ok: false, error: { kind: 'damagedBytes' } });
    expect(ended).toBe('aborted');
  });
});

describe('a workspace file that does not fit on the device', () => {
  it('[I4] is refused whole in the middle, and nothing refers to what was stored of it', async () => {
    const bytes = await written(await filled());
    const to = device();
    await keep(to, 'mine.csv', rows(3));
    const before = [await everything(to), await keptFilesOf(to)];
    const full = { kind: 'storeFull' as const, message: 'full' };
    const chunks: ChunkStore = { ...to.chunks, add: async () => ({ ok: false, error: full }) };
    expect(await read({ ...to, chunks }, bytes)).toEqual({ ok: false, error: full });
    expect([await everything(to), await keptFilesOf(to)]).toEqual(before);
    // With room again, it comes in.
    expect(await read(to, bytes)).toMatchObject({ ok: true, value: { auditSequence: 2 } });
  });
});

describe('a workspace file that is merged', () => {
  it('brings versions and bytes beside what is there, in one change that can be undone', async () => {
    const bytes = await written(await filled());
    const to = device();
    await keep(to, 'mine.csv', rows(3));
    const merged = valueOf(await read(to, bytes));
    expect(merged.auditSequence).toBe(2);
    expect((await workspaceOf(to)).artifacts.size).toBe(4);
    expect(await keptFilesOf(to)).toHaveLength(4);
    valueOf(await undo(to, 2));
    expect((await workspaceOf(to)).artifacts.size).toBe(1);
  });

  it('brings bytes alone where the versions were there without them', async () => {
    const from = await filled();
    const to = device();
    const bundle = valueOf(await exportBundle(from, null));
    valueOf(await importFile(to, { path: 'b.json', text: bundle }));
    const before = (await auditOf(to)).length;
    expect(valueOf(await read(to, await written(from))).auditSequence).toBe(before + 1);
    expect(await keptFilesOf(to)).toEqual(await keptFilesOf(from));
    const entry = (await auditOf(to)).at(-1)!;
    expect(entry).toMatchObject({ action: 'keepBytes', detail: { bytes: { state: 'kept' } } });
  });

  it('lists every conflict before it stores a byte, and takes what fits where that is asked for', async () => {
    const a = await filled();
    const b = device();
    valueOf(await read(b, await written(a)));
    await keep(a, 'trips.csv', rows(4));
    await keep(a, 'trips.csv', rows(5));
    await keep(a, 'new.csv', rows(6));
    await keep(b, 'trips.csv', rows(7));
    const bytes = await written(a);
    const before = await chunkDigests(b);
    const refused = await read(b, bytes);
    expect(refused).toMatchObject({
      ok: false,
      error: {
        kind: 'bundleConflict',
        message: 'version 3 of trips.csv is another snapshot here',
        conflicts: [{ kind: 'numberTwice', artifactName: 'trips.csv', sequence: 3 }],
      },
    });
    expect(await chunkDigests(b)).toEqual(before);

    const merged = valueOf(await read(b, bytes, true));
    // Version 3 of a, its annotations, and version 4, whose parent it is, stay out.
    expect(merged.value.leftOutCount).toBeGreaterThanOrEqual(2);
    const workspace = await workspaceOf(b);
    expect(workspace.artifactNamed('file', 'new.csv')?.snapshots).toHaveLength(1);
    expect(
      workspace.artifactNamed('file', 'trips.csv')?.snapshots.map(({ snapshot }) => snapshot.sequence),
    ).toEqual(expect.arrayContaining([1, 2, 3]));
    expect(workspace.artifactNamed('file', 'trips.csv')?.snapshots).toHaveLength(3);
    await auditOf(b);
  });

  it('takes two imports of one source on two devices for the same, whenever each was made', async () => {
    const event = {
      eventType: 'COMPLETE',
      eventTime: '2026-03-12T08:30:00Z',
      run: { runId: '0190b4c0-0000-7000-8000-000000000001' },
      job: { namespace: 'etl', name: 'clean' },
      inputs: [{ namespace: 'file', name: 'raw.csv' }],
      outputs: [{ namespace: 'file', name: 'clean.csv' }],
      producer: 'https://example.org/test',
      schemaURL: 'https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent',
    };
    const text = `${JSON.stringify(event)}\n`;
    const [a, later] = [device(), device()];
    const b: Device = { ...later, now: () => timestampFromMilliseconds(Date.UTC(2027, 0, 1)) };
    for (const ports of [a, b]) valueOf(await importFile(ports, { path: 'e.jsonl', text }));
    const before = await everything(b);
    const bytes = await written(a);
    expect(valueOf(await read(b, bytes)).auditSequence).toBeNull();
    expect(await everything(b)).toEqual(before);
  });
});
