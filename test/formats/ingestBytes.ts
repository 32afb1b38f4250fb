import { readFileSync } from 'node:fs';
import { nodeIngestPorts } from '../../src/cli/nodePorts';
import { ingestFile, type Ingested } from '../../src/formats/ingest';
import type { PrefixRequest } from '../../src/table/reading';
import { defaultReadOptions, type ReadOptions } from '../../src/table/schema';

/** Ingests bytes as the command line does; `pieceByteLength` small, so that even small files come in pieces. */
export async function ingestBytes(
  path: string,
  bytes: Uint8Array | string,
  given: {
    readonly options?: Partial<ReadOptions>;
    readonly prefix?: PrefixRequest;
    readonly pieceByteLength?: number;
  } = {},
): Promise<Ingested> {
  const whole = Uint8Array.from(typeof bytes === 'string' ? Buffer.from(bytes) : bytes);
  const result = await ingestFile(
    { byteLength: whole.length, read: (start, end) => Promise.resolve(whole.slice(start, end)) },
    { path, options: { ...defaultReadOptions, ...given.options }, prefix: given.prefix ?? null },
    { ...nodeIngestPorts, pace: { pieceByteLength: given.pieceByteLength ?? 1024 * 1024, readsInFlight: 2 } },
    new AbortController().signal,
  );
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

export function ingestPath(path: string): Promise<Ingested> {
  return ingestBytes(path, readFileSync(path));
}
