import { readSampleTable } from '../formats/samples/readSampleTable';
import type { SampleTable } from '../formats/samples/sampleRows';
import type { Result } from '../lib/result';
import type { ReadFailure } from '../table/reading';
import { blobSource } from './blobSource';
import { browserText } from './browserText';
import { loadHashers } from './hashers';

const pace = { pieceByteLength: 4 * 1024 * 1024, readsInFlight: 2 };

/** Reads a file of samples inside a worker. */
export async function readSamples(
  { file, path }: { readonly file: Blob; readonly path: string },
  signal: AbortSignal,
): Promise<Result<SampleTable, ReadFailure>> {
  const ports = { hashers: await loadHashers(), text: browserText, pace };
  return readSampleTable(blobSource(file), path, ports, signal);
}
