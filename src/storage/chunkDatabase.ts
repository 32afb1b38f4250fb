import Dexie, { type EntityTable } from 'dexie';

import type { Digest } from '../versioning/digest';
import { knownVersionsOnly } from './openDatabase';

/** Raised where the stored form of chunks changes. */
export const chunkSchemaVersion = 1;

/** Where a chunk's stored bytes are: part of a pack. */
export interface StoredChunk {
  readonly digest: Digest;
  readonly byteLength: number;
  readonly pack: number;
  readonly offset: number;
  readonly storedByteLength: number;
  /** As it is, as an LZ4 block, or as one over the bytes of another chunk. */
  readonly encoding: 'raw' | 'lz4' | 'delta';
  /** Of a delta the other chunk. */
  readonly base?: Digest;
  /** How many other chunks have to be read for this one. */
  readonly depth: number;
}

/** Many chunks' stored bytes together: a file for each chunk would take ten times as long. */
export interface Pack {
  readonly id: number;
  /** A few bytes are part of the database; more are a Blob, of which the browser makes a file. */
  readonly bytes: Blob | Uint8Array<ArrayBuffer>;
}

/** The chunks of all workspaces of this browser origin. */
export class ChunkDatabase extends Dexie {
  declare readonly packs: EntityTable<Pack, 'id'>;
  declare readonly chunks: EntityTable<StoredChunk, 'digest'>;
  /** One record, which is written so that all before it is on disk. */
  declare readonly syncs: EntityTable<{ readonly id: number }, 'id'>;

  constructor(name: string, durability: 'strict' | 'relaxed' = 'strict') {
    super(name, {
      autoOpen: false,
      cache: 'disabled',
      indexedDB: knownVersionsOnly,
      chromeTransactionDurability: durability,
    });
    this.version(chunkSchemaVersion).stores({ packs: '++id', chunks: 'digest, pack, base', syncs: 'id' });
  }
}
