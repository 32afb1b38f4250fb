import type { Chunk, ChunkStore } from '../operations/bytes/chunkStore';
import type { StoreFailure } from '../operations/core/store';
import type { Digest } from '../versioning/digest';
import { ChunkDatabase, chunkSchemaVersion, type StoredChunk } from './chunkDatabase';
import { decodeChunks, encodeChunks, type EncodedChunk, type ReadChunks } from './chunkEncoding';
import { packLength, packOf, readPacks } from './chunkPacks';
import { nobleHashers } from './hashers';
import { openAtFirstUse } from './openDatabase';

/** The chunk store of this browser origin. */
export interface BrowserChunkStore extends ChunkStore {
  close(): void;
}

/** One database for the chunks of all workspaces of a browser. */
export const chunkDatabaseName = 'throughline-chunks';

const pageLength = 500;
const fewChunks = 2;
const nothingRead: ReadChunks = { rows: new Map(), bytes: new Map() };

/** Thrown where the store is not to be had and its caller has no place for a failure. */
export class ChunkStoreClosed extends Error {
  override readonly name = 'ChunkStoreClosed';
  readonly failure: StoreFailure;
  constructor(failure: StoreFailure) {
    super(failure.kind === 'storeNewer' ? 'The store is of a newer version.' : failure.message);
    this.failure = failure;
  }
}

/** Opened at the first use. Reads throw `ChunkStoreClosed` where it is not to be had. */
export function openChunkStore(name: string = chunkDatabaseName): BrowserChunkStore {
  const database = new ChunkDatabase(name);
  /** The same one, for what need not be on disk before `sync`. */
  const quick = new ChunkDatabase(name, 'relaxed');
  const { attempt, close } = openAtFirstUse([database, quick], chunkSchemaVersion);
  const reading = async <T>(body: () => Promise<T>): Promise<T> => {
    const result = await attempt(body);
    if (!result.ok) throw new ChunkStoreClosed(result.error);
    return result.value;
  };

  /** Where these and all that they are a difference from are stored, with the packs. */
  const locate = (digests: readonly Digest[]) =>
    database.transaction('r', database.chunks, database.packs, async () => {
      const rows = new Map<Digest, StoredChunk>();
      for (let wanted = [...new Set(digests)]; wanted.length > 0;) {
        const found = (await database.chunks.bulkGet(wanted)).filter((row) => row !== undefined);
        for (const row of found) rows.set(row.digest, row);
        wanted = [...new Set(found.flatMap(({ base }) => (base && !rows.has(base) ? [base] : [])))];
      }
      const ids = [...new Set([...rows.values()].map(({ pack }) => pack))];
      const packs = await database.packs.bulkGet(ids);
      return { rows, packs: new Map(packs.flatMap((pack) => (pack ? [[pack.id, pack.bytes]] : []))) };
    });
  const readRows = async (digests: readonly Digest[], room?: Uint8Array<ArrayBuffer>) => {
    const { rows, packs } = await locate(digests);
    return { rows, bytes: decodeChunks(digests, rows, await readPacks([...rows.values()], packs), room) };
  };
  const missing = async (digests: readonly Digest[]): Promise<Digest[]> => {
    const asked = [...new Set(digests)];
    const found = new Set(await database.chunks.where('digest').anyOf(asked).primaryKeys());
    return asked.filter((digest) => !found.has(digest));
  };

  const writePack = async (
    encoded: readonly EncodedChunk[],
    { isReplacing = false, isQuick = false },
  ): Promise<boolean> => {
    const bytes = packOf(encoded.map((chunk) => chunk.stored));
    // What is not part of the database itself is not on disk by a later sync.
    const target = isQuick && bytes instanceof Uint8Array ? quick : database;
    return target.transaction('rw', target.chunks, target.packs, async () => {
      const known = await target.chunks.bulkGet(encoded.map(({ digest }) => digest));
      const bases = encoded.flatMap(({ base }) => base ?? []);
      if ((await target.chunks.bulkGet(bases)).includes(undefined)) return false;
      const isWanted = (index: number): boolean => (known[index] !== undefined) === isReplacing;
      if (!encoded.some((_, index) => isWanted(index))) return true;
      const pack = await target.packs.add({ bytes });
      let offset = 0;
      const rows = encoded.flatMap(({ stored, ...row }, index) => {
        const at = offset;
        offset += stored.length;
        return isWanted(index) ? [{ ...row, pack, offset: at, storedByteLength: stored.length }] : [];
      });
      await target.chunks.bulkPut(rows);
      return true;
    });
  };

  const add = async (chunks: readonly Chunk[], isQuick: boolean): Promise<void> => {
    const digests = chunks.map(({ digest }) => digest);
    // For a few, asking what is there takes longer than preparing them in vain: the transaction asks again.
    const wanted = new Set(chunks.length <= fewChunks ? digests : await missing(digests));
    const fresh = chunks.filter(({ digest }) => wanted.delete(digest));
    if (fresh.length === 0) return;
    const similar = fresh.flatMap(({ similarTo }) => similarTo ?? []);
    const bases = similar.length === 0 ? nothingRead : await readRows([...new Set(similar)]);
    if (await writePack(encodeChunks(fresh, bases), { isQuick })) return;
    // What a chunk was to be a difference from was removed meanwhile.
    await writePack(encodeChunks(fresh, nothingRead), { isQuick });
  };

  /**
   * Stores these anew, each on its own, in a pack of theirs. One that is not what its digest says stays as it is stored: once the chunk
   * that it is a difference from is whole again, so is it.
   */
  const rewrite = async (digests: readonly Digest[]): Promise<void> => {
    for (let first = 0; first < digests.length; first += pageLength / 5) {
      const page = digests.slice(first, first + pageLength / 5);
      const { bytes } = await readRows(page);
      const chunks = page.flatMap((digest) => {
        const found = bytes.get(digest);
        return found && digestOf(found) === digest ? { digest, bytes: found } : [];
      });
      await writePack(encodeChunks(chunks, nothingRead), { isReplacing: true });
    }
  };

  return {
    missing: (digests) => reading(() => missing(digests)),
    add: (chunks, durable = 'now') => attempt(() => add(chunks, durable === 'atSync')),
    sync: () =>
      attempt(async () => {
        await database.syncs.put({ id: 0 });
      }),
    read: (digests, room) =>
      reading(async () => {
        const { bytes } = await readRows(digests, room);
        return digests.map((digest) => bytes.get(digest) ?? null);
      }),
    async *pages() {
      for (let after = ''; ;) {
        const rows = await reading(() =>
          database.chunks.where('digest').above(after).limit(pageLength).toArray(),
        );
        if (rows.length > 0) yield rows;
        const last = rows.at(-1);
        if (!last || rows.length < pageLength) return;
        after = last.digest;
      }
    },
    remove: (digests) =>
      reading(async () => {
        const gone = new Set(digests);
        const dependents = await database.chunks.where('base').anyOf(digests).primaryKeys();
        await rewrite(dependents.filter((digest) => !gone.has(digest)));
        const touched = await removeRows(database, digests);
        await rewrite(await inSparsePacks(database, touched));
        await removeEmptyPacks(database, touched);
      }),
    close,
  };
}

function digestOf(bytes: Uint8Array): string {
  const hasher = nobleHashers.sha256();
  hasher.update(bytes);
  return hasher.hex();
}

/** The packs that they were in. */
function removeRows(database: ChunkDatabase, digests: readonly Digest[]): Promise<readonly number[]> {
  return database.transaction('rw', database.chunks, async () => {
    const rows = (await database.chunks.bulkGet([...digests])).filter((row) => row !== undefined);
    await database.chunks.bulkDelete(rows.map(({ digest }) => digest));
    return [...new Set(rows.map(({ pack }) => pack))];
  });
}

/** What is left in packs that are more than half empty: stored anew, their room can be had back. */
function inSparsePacks(database: ChunkDatabase, packs: readonly number[]): Promise<readonly Digest[]> {
  return database.transaction('r', database.chunks, database.packs, async () => {
    const sparse: Digest[] = [];
    for (const id of packs) {
      const rows = await database.chunks.where('pack').equals(id).toArray();
      const pack = await database.packs.get(id);
      const used = rows.reduce((sum, row) => sum + row.storedByteLength, 0);
      if (pack && used * 2 < packLength(pack.bytes)) sparse.push(...rows.map(({ digest }) => digest));
    }
    return sparse;
  });
}

function removeEmptyPacks(database: ChunkDatabase, packs: readonly number[]): Promise<void> {
  return database.transaction('rw', database.chunks, database.packs, async () => {
    for (const id of packs) {
      if ((await database.chunks.where('pack').equals(id).count()) === 0) await database.packs.delete(id);
    }
  });
}
