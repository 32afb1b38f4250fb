import Dexie, { type EntityTable } from 'dexie';

import type { Digest } from '../versioning/digest';

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

/** Many chunks' stored bytes in one Blob: a file for each chunk would take ten times as long. */
export interface Pack {
  readonly id: number;
  readonly bytes: Blob;
}

/** The chunks of all workspaces of this browser origin. */
export class ChunkDatabase extends Dexie {
  declare readonly packs: EntityTable<Pack, 'id'>;
  declare readonly chunks: EntityTable<StoredChunk, 'digest'>;

  constructor(name: string) {
    super(name, { autoOpen: false, cache: 'disabled', chromeTransactionDurability: 'strict' });
    this.version(chunkSchemaVersion).stores({ packs: '++id', chunks: 'digest, pack, base' });
  }
}
