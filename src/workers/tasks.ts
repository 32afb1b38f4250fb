import type { Ingested, IngestRequest, UnreadableFile } from '../formats/ingest';
import type { Result } from '../lib/result';
import type { LayoutInput, LayoutResult } from '../lineage/layout';

/** Types the whole worker boundary: a task's name, what goes in, what it reports, what comes out. */
export interface Tasks {
  /** One read of a file: its digests and, where it is a table, its reading and profile. */
  ingest: {
    input: IngestInput;
    progress: IngestProgress;
    output: Result<Ingested, UnreadableFile>;
  };
  layout: { input: LayoutInput; progress: never; output: LayoutResult };
}

export interface IngestInput extends IngestRequest {
  readonly file: Blob;
}

export interface IngestProgress {
  readonly bytesRead: number;
  readonly byteLength: number;
}
