import { beginZip } from '../formats/zip/writeZip';
import { ok, type Result } from '../lib/result';
import type { OperationFailure } from '../operations/core/outcome';
import type { OperationPorts } from '../operations/core/ports';
import type { FileFormat } from '../operations/lineage/exportFileFormats';
import { exportFiles } from '../operations/lineage/exportFiles';
import type { ExportedFiles } from '../operations/lineage/filesMade';
import type { ExportScope } from '../operations/lineage/lineageSelection';

/** Files of an export in one archive, as a page downloads them. */
export interface ExportArchive {
  readonly archive: Blob;
  readonly fileCount: number;
  readonly leftOut: ExportedFiles['leftOut'];
}

/** What a scope takes of a workspace's lineage, as files in a ZIP archive. */
export async function exportArchive(
  ports: OperationPorts,
  scope: ExportScope,
  format: FileFormat,
): Promise<Result<ExportArchive, OperationFailure>> {
  const made = await exportFiles(ports, scope, format);
  if (!made.ok) return made;
  const { files, leftOut } = made.value;
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  const zip = beginZip((bytes) => Promise.resolve(void pieces.push(bytes)), ports.text);
  for (const { path, text } of files) {
    const bytes = ports.text.encode(text);
    const entry = await zip.begin(path, bytes.length);
    await entry.write(bytes);
    await entry.close();
  }
  await zip.finish();
  return ok({ archive: new Blob(pieces, { type: 'application/zip' }), fileCount: files.length, leftOut });
}
