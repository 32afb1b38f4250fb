import type { ReadFailure, PrefixRequest, Reading } from '../table/reading';
import type { ReadOptions } from '../table/schema';
import type { TableProfile } from '../profile/profile';
import type { Digest, Md5 } from '../versioning/digest';
import type { LayoutInput, LayoutResult } from '../lineage/layout';

/** Types the whole worker boundary: a task's name, what goes in, what it reports, what comes out. */
export interface Tasks {
  /** One read of a file: its digests and, where it is a table, its reading and profile. */
  ingest: {
    input: IngestInput;
    progress: IngestProgress;
    output: Ingested;
  };
  layout: { input: LayoutInput; progress: never; output: LayoutResult };
}

export interface IngestInput {
  readonly file: Blob;
  /** The path inside the drop; its ending helps to tell the format. */
  readonly path: string;
  readonly options: ReadOptions;
  readonly prefix: PrefixRequest | null;
}

export interface IngestProgress {
  readonly bytesRead: number;
  readonly byteLength: number;
}

/** What one read of a file gave. `failure`: the bytes look like a table and could not be read as one. */
export interface Ingested {
  readonly digest: Digest;
  readonly md5: Md5;
  readonly byteLength: number;
  readonly format: string;
  readonly table: { readonly reading: Reading; readonly profile: TableProfile } | null;
  readonly failure: ReadFailure | null;
}
