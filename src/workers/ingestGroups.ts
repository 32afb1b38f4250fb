import type { WorkerPool } from './pool';
import type { IngestInput, Tasks } from './tasks';
import { inTurns } from '../lib/inTurns';

/** Up to this a file takes less time to read than to hand over. */
const smallByteLength = 128 * 1024;
const groupByteLength = 1024 * 1024;
const groupCount = 128;
/** Groups that are read at once: there are as many workers. */
const groupsAtOnce = 2;

/** Files in their order, small ones that follow each other in one group; every other is a group of its own. */
export function groupsOf<T extends { readonly file: Blob }>(files: readonly T[]): T[][] {
  const groups: T[][] = [];
  let byteLength = 0;
  for (const each of files) {
    const { size } = each.file;
    byteLength += size;
    const group = groups.at(-1);
    if (group && size <= smallByteLength && byteLength <= groupByteLength && group.length < groupCount) {
      group.push(each);
    } else {
      groups.push([each]);
      // What comes after a large file does not join it.
      byteLength = size <= smallByteLength ? size : Infinity;
    }
  }
  return groups;
}

/** What a worker gives for a file that it read. */
export type IngestOutput = Tasks['ingest']['output'];

/**
 * Ingests files on the pool, small ones in groups. `take` is given each group with its outputs as they come, `onBytes` how
 * many bytes more were read. Ends early, without a failure, where `take` says so.
 */
export async function ingestInGroups<T extends { readonly file: Blob }>(
  pool: WorkerPool,
  files: readonly T[],
  inputOf: (file: T) => IngestInput,
  take: (file: T, output: IngestOutput) => 'goOn' | 'end',
  onBytes: (byteLength: number) => void,
  signal: AbortSignal,
): Promise<void> {
  let isEnded = false;
  await inTurns(groupsOf(files), groupsAtOnce, async (group) => {
    if (isEnded) return;
    signal.throwIfAborted();
    let told = 0;
    const tell = (bytes: number): void => {
      onBytes(bytes - told);
      told = bytes;
    };
    const options = {
      signal,
      onProgress: ({ bytesRead }: { readonly bytesRead: number }) => tell(bytesRead),
    };
    const inputs = group.map(inputOf);
    const outputs =
      inputs.length === 1
        ? [await pool.run('ingest', inputs[0]!, options)]
        : await pool.run('ingestSmall', { files: inputs }, options);
    tell(group.reduce((sum, { file }) => sum + file.size, 0));
    for (const [index, file] of group.entries()) isEnded ||= take(file, outputs[index]!) === 'end';
  });
}
