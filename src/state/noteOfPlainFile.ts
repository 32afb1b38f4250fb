import { fileNote } from '../formats/fileKinds/fileKind';
import type { SnapshotUnit } from '../operations/taking/snapshotUnit';

/** So much of a file's start tells what it is. */
const headByteLength = 64 * 1024;

/** What a dropped file is that is neither lineage nor a table nor a pointer, and the way on, in two sentences; null for others. */
export async function noteOfPlainFile(unit: SnapshotUnit, file: Blob): Promise<string | null> {
  if (unit.kind !== 'file') return null;
  const { table, failure, pointer, format } = unit.ingested;
  if (table !== null || failure !== null || pointer !== undefined) return null;
  const { fileKindOf } = await import('../formats/fileKinds/fileKindOf');
  const head = new Uint8Array(await file.slice(0, headByteLength).arrayBuffer());
  const kind = fileKindOf(unit.path, format, head);
  return kind && fileNote(kind);
}
