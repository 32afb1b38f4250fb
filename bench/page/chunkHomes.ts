/** Where chunks could live, each measured in the same way: seconds to write, to read all, and to read some here and there. */
export interface HomeTimes {
  readonly write: number;
  readonly readAll: number;
  readonly readSome: number;
  readonly remove: number;
}

const chunkByteLength = 64 * 1024;
const chunkCount = 1536; // 96 MiB
const batchLength = 128; // 8 MiB a commit
const someCount = 64;

interface Home {
  open(): Promise<void>;
  /** Durable when it resolves. */
  write(first: number, chunks: readonly Uint8Array<ArrayBuffer>[]): Promise<void>;
  read(indexes: readonly number[]): Promise<readonly Uint8Array[]>;
  remove(): Promise<void>;
}

export async function measureHomes(name: string): Promise<HomeTimes> {
  const home = homes[name]!();
  await home.open();
  const batches = Array.from({ length: chunkCount / batchLength }, (_, batch) =>
    Array.from({ length: batchLength }, (_, index) => randomChunk(batch * batchLength + index)),
  );
  const write = await secondsOf(async () => {
    for (const [batch, chunks] of batches.entries()) await home.write(batch * batchLength, chunks);
  });
  const readAll = await secondsOf(async () => {
    for (let first = 0; first < chunkCount; first += batchLength) {
      check(await home.read(Array.from({ length: batchLength }, (_, index) => first + index)));
    }
  });
  const readSome = await secondsOf(async () => {
    for (let each = 0; each < someCount; each++) check(await home.read([(each * 7919) % chunkCount]));
  });
  const remove = await secondsOf(() => home.remove());
  return { write, readAll, readSome, remove };
}

function check(chunks: readonly Uint8Array[]): void {
  for (const chunk of chunks) if (chunk.length !== chunkByteLength) throw new Error('A chunk was not whole.');
}

function randomChunk(seed: number): Uint8Array<ArrayBuffer> {
  const words = new Uint32Array(chunkByteLength / 4);
  let state = seed + 1;
  for (let at = 0; at < words.length; at++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    words[at] = state;
  }
  return new Uint8Array(words.buffer);
}

const homes: Record<string, () => Home> = {
  /** A record of IndexedDB for each chunk. */
  records() {
    let database: IDBDatabase;
    return {
      async open() {
        database = await openDatabase('bench-records', ['chunks']);
      },
      async write(first, chunks) {
        await inTransaction(database, ['chunks'], (store) => {
          for (const [index, bytes] of chunks.entries()) store('chunks').put(bytes, first + index);
        });
      },
      read: (indexes) => getAll<Uint8Array>(database, 'chunks', indexes),
      async remove() {
        database.close();
        await deleteDatabase('bench-records');
      },
    };
  },
  /** A Blob in IndexedDB for each commit, and where in it each chunk is. */
  blobs() {
    let database: IDBDatabase;
    return {
      async open() {
        database = await openDatabase('bench-blobs', ['packs', 'chunks']);
      },
      async write(first, chunks) {
        await inTransaction(database, ['packs', 'chunks'], (store) => {
          store('packs').put(new Blob([...chunks]), first);
          for (const [index, { length }] of chunks.entries()) {
            store('chunks').put({ pack: first, offset: index * length, byteLength: length }, first + index);
          }
        });
      },
      async read(indexes) {
        const places = await getAll<Place>(database, 'chunks', indexes);
        const packs = [...new Set(places.map(({ pack }) => pack))];
        const blobs = await getAll<Blob>(database, 'packs', packs);
        const blobOf = new Map(packs.map((pack, index) => [pack, blobs[index]!]));
        return readPlaces(places, (pack) => blobOf.get(pack)!);
      },
      async remove() {
        database.close();
        await deleteDatabase('bench-blobs');
      },
    };
  },
  /** A value of IndexedDB for each commit, and where in it each chunk is: a read has to have the whole value. */
  values() {
    let database: IDBDatabase;
    return {
      async open() {
        database = await openDatabase('bench-values', ['packs', 'chunks']);
      },
      async write(first, chunks) {
        const pack = new Uint8Array(chunks.length * chunkByteLength);
        for (const [index, bytes] of chunks.entries()) pack.set(bytes, index * chunkByteLength);
        await inTransaction(database, ['packs', 'chunks'], (store) => {
          store('packs').put(pack, first);
          for (const [index, { length }] of chunks.entries()) {
            store('chunks').put({ pack: first, offset: index * length, byteLength: length }, first + index);
          }
        });
      },
      async read(indexes) {
        const places = await getAll<Place>(database, 'chunks', indexes);
        const packs = [...new Set(places.map(({ pack }) => pack))];
        const values = await getAll<Uint8Array>(database, 'packs', packs);
        return places.map(({ pack, offset, byteLength }) =>
          values[packs.indexOf(pack)]!.subarray(offset, offset + byteLength),
        );
      },
      async remove() {
        database.close();
        await deleteDatabase('bench-values');
      },
    };
  },
  /** A file of the origin private file system for each commit, and an index in IndexedDB. */
  packFiles() {
    let database: IDBDatabase;
    let folder: FileSystemDirectoryHandle;
    return {
      async open() {
        database = await openDatabase('bench-packFiles', ['chunks']);
        const root = await navigator.storage.getDirectory();
        folder = await root.getDirectoryHandle('bench-packs', { create: true });
      },
      async write(first, chunks) {
        const file = await folder.getFileHandle(`${first}.pack`, { create: true });
        const access = await (file as FileSystemFileHandle & SyncAccess).createSyncAccessHandle();
        let at = 0;
        for (const bytes of chunks) at += access.write(bytes, { at });
        access.flush();
        access.close();
        await inTransaction(database, ['chunks'], (store) => {
          for (const [index, { length }] of chunks.entries()) {
            store('chunks').put({ pack: first, offset: index * length, byteLength: length }, first + index);
          }
        });
      },
      async read(indexes) {
        const places = await getAll<Place>(database, 'chunks', indexes);
        const packs = [...new Set(places.map(({ pack }) => pack))];
        const files = new Map<number, File>();
        for (const pack of packs) {
          const handle = await folder.getFileHandle(`${pack}.pack`);
          files.set(pack, await handle.getFile());
        }
        return readPlaces(places, (pack) => files.get(pack)!);
      },
      async remove() {
        database.close();
        await deleteDatabase('bench-packFiles');
        const root = await navigator.storage.getDirectory();
        await root.removeEntry('bench-packs', { recursive: true });
      },
    };
  },
  /** A file of the origin private file system for each chunk. */
  chunkFiles() {
    let folder: FileSystemDirectoryHandle;
    return {
      async open() {
        const root = await navigator.storage.getDirectory();
        folder = await root.getDirectoryHandle('bench-chunks', { create: true });
      },
      async write(first, chunks) {
        for (const [index, bytes] of chunks.entries()) {
          const file = await folder.getFileHandle(`${first + index}`, { create: true });
          const access = await (file as FileSystemFileHandle & SyncAccess).createSyncAccessHandle();
          access.write(bytes, { at: 0 });
          access.flush();
          access.close();
        }
      },
      read: (indexes) =>
        Promise.all(
          indexes.map(async (index) => {
            const file = await (await folder.getFileHandle(`${index}`)).getFile();
            return new Uint8Array(await file.arrayBuffer());
          }),
        ),
      async remove() {
        const root = await navigator.storage.getDirectory();
        await root.removeEntry('bench-chunks', { recursive: true });
      },
    };
  },
};

/** What only a dedicated worker has. */
interface SyncAccess {
  createSyncAccessHandle(): Promise<{
    write(bytes: Uint8Array, options: { at: number }): number;
    flush(): void;
    close(): void;
  }>;
}

interface Place {
  readonly pack: number;
  readonly offset: number;
  readonly byteLength: number;
}

/** Chunks that follow each other are one read: a read for each would take four times as long. */
async function readPlaces(
  places: readonly Place[],
  packOf: (pack: number) => Blob,
): Promise<readonly Uint8Array[]> {
  const runs: { pack: number; start: number; end: number; places: Place[] }[] = [];
  for (const place of places) {
    const last = runs.at(-1);
    if (last && last.pack === place.pack && last.end === place.offset) {
      last.end += place.byteLength;
      last.places.push(place);
    } else {
      const end = place.offset + place.byteLength;
      runs.push({ pack: place.pack, start: place.offset, end, places: [place] });
    }
  }
  const read = await Promise.all(
    runs.map(async ({ pack, start, end, places: inside }) => {
      const bytes = new Uint8Array(await packOf(pack).slice(start, end).arrayBuffer());
      return inside.map(({ offset, byteLength }) =>
        bytes.subarray(offset - start, offset - start + byteLength),
      );
    }),
  );
  return read.flat();
}

function openDatabase(name: string, stores: readonly string[]): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => {
      for (const store of stores) request.result.createObjectStore(store);
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error!);
  });
}

function deleteDatabase(name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(name);
    request.onsuccess = () => resolve();
    request.onerror = () => reject(request.error!);
  });
}

function inTransaction(
  database: IDBDatabase,
  stores: readonly string[],
  body: (store: (name: string) => IDBObjectStore) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(stores, 'readwrite', { durability: 'strict' });
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error!);
    body((name) => transaction.objectStore(name));
  });
}

function getAll<T>(database: IDBDatabase, store: string, keys: readonly number[]): Promise<readonly T[]> {
  const transaction = database.transaction(store);
  return Promise.all(
    keys.map(
      (key) =>
        new Promise<T>((resolve, reject) => {
          const request = transaction.objectStore(store).get(key);
          request.onsuccess = () => resolve(request.result as T);
          request.onerror = () => reject(request.error!);
        }),
    ),
  );
}

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}
