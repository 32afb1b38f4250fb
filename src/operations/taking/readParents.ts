import { prefixOf } from '../../profile/readerVersion';
import { isFailed, type PrefixRequest } from '../../table/reading';
import { keptTableOf } from '../bytes/keptTable';
import { describeFailure } from '../core/describeFailure';
import type { DroppedFile, OnBytes, ReadParts, ReadProgress } from './fileReaders';
import type { ParentReadAgain, ParentToRead, Preparations, UnitFile } from './snapshotUnit';

/** A file of a unit that was read. */
export interface ReadFile<F extends DroppedFile> {
  readonly unit: UnitFile;
  /** What it is called in the workspace. */
  readonly name: string;
  readonly file: F;
}

/**
 * Reads the versions again that changed files come after, where digests of their readings say nothing of the new ones. What
 * keeps a version from being read is said beside the suggestion, and never stops the drop.
 */
export async function readParents<F extends DroppedFile>(
  files: readonly ReadFile<F>[],
  prepared: Preparations,
  parts: ReadParts<F>,
  progress: ReadProgress,
): Promise<readonly UnitFile[]> {
  const parentOf = new Map<ReadFile<F>, ParentToRead>();
  for (const each of files) {
    const parent = prepared.get(each.name)?.parentToRead;
    if (parent && parent.digest !== each.unit.ingested.digest) parentOf.set(each, parent);
  }
  let bytesDone = files.reduce((sum, { file }) => sum + file.size, 0);
  const units: UnitFile[] = [];
  const more = [...parentOf.values()].reduce((sum, parent) => sum + parent.byteLength, 0);
  if (more > 0) progress.measure(bytesDone + more);
  for (const each of files) {
    const parent = parentOf.get(each);
    if (!parent) {
      units.push(each.unit);
      continue;
    }
    const doneBefore = bytesDone;
    const again = await readParent(parent, each.name, parts, (done) => progress.onBytes(doneBefore + done));
    bytesDone += parent.byteLength;
    const known = prepared.get(each.name)?.prefix ?? null;
    units.push({ ...(await withPrefixOf(again, known, each, parts)), parentReadAgain: again });
  }
  return units;
}

async function readParent<F extends DroppedFile>(
  { snapshotId, options }: ParentToRead,
  title: string,
  { ports, readers }: ReadParts<F>,
  onBytes: OnBytes,
): Promise<ParentReadAgain> {
  const table = await keptTableOf(ports.store, { snapshotId, title }, options);
  if (!table.ok) {
    const isAway = table.error.kind === 'bytesNotHere';
    const whyNot = isAway
      ? 'Its bytes are not kept, so it could not be read again.'
      : describeFailure(table.error);
    return { snapshotId, whyNot };
  }
  const read = await readers.readKept(table.value, onBytes);
  if (read.ok) return { snapshotId, made: read.value };
  return { snapshotId, whyNot: `Its kept bytes could not be read again: ${read.error.message}.` };
}

/** Where today's readers find other rows or columns in the parent, the file is read once more for these. */
async function withPrefixOf<F extends DroppedFile>(
  again: ParentReadAgain,
  known: PrefixRequest | null,
  { unit, name, file }: ReadFile<F>,
  { readers }: ReadParts<F>,
): Promise<UnitFile> {
  const { ingested } = unit;
  if (!ingested.table || !('made' in again) || isFailed(again.made.reading)) return unit;
  const prefix = prefixOf(again.made.reading);
  if (known && isSamePrefix(prefix, known)) return unit;
  const read = await readers.ingest(file, { path: name, options: ingested.options, prefix });
  const isSame = read.ok && read.value.digest === ingested.digest;
  return isSame ? { ...unit, ingested: { ...ingested, table: read.value.table } } : unit;
}

function isSamePrefix(a: PrefixRequest, b: PrefixRequest): boolean {
  return (
    a.rowCount === b.rowCount &&
    a.columnNames.length === b.columnNames.length &&
    a.columnNames.every((name, index) => name === b.columnNames[index])
  );
}
