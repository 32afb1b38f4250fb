import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { err, ok, type Result } from '../lib/result';
import type { OperationPorts } from '../operations/core/ports';
import type { FileFormat } from '../operations/lineage/exportFileFormats';
import { exportFiles } from '../operations/lineage/exportFiles';
import type { ExportedFiles } from '../operations/lineage/filesMade';
import type { ExportScope } from '../operations/lineage/lineageSelection';
import { UsageError } from './command';
import { fileFault } from './fileFault';
import { writeWholeFile } from './writeFile';

/** What a scope takes of all that was read, as files. Throws `UsageError` where it is not one file and no folder was named for them. */
export async function exportedFiles(
  ports: OperationPorts,
  format: FileFormat,
  scope: ExportScope,
  folder: string | null,
): Promise<ExportedFiles> {
  const made = await exportFiles(ports, scope, format);
  if (!made.ok) throw new Error(made.error.kind);
  const { files } = made.value;
  if (folder === null && files.length > 1)
    throw new UsageError(
      `--export ${format} makes ${files.length} files here: name a folder for them with -o`,
    );
  return made.value;
}

/** Writes each file below the folder, whole or not at all; ends at the first that cannot be written. */
export async function writeFilesBelow(
  folder: string,
  { files }: ExportedFiles,
  inputs: readonly string[],
): Promise<Result<void, { readonly path: string; readonly message: string }>> {
  for (const { path: below, text } of files) {
    const target = path.join(folder, below);
    try {
      await mkdir(path.dirname(target), { recursive: true });
    } catch (error) {
      return err({ path: path.dirname(target), message: fileFault(error) });
    }
    const written = await writeWholeFile(target, text, inputs);
    if (!written.ok) return err({ path: target, message: written.error });
  }
  return ok(undefined);
}

/** What the files cannot say, in lines. */
export function leftOutLines({ leftOut }: ExportedFiles): readonly string[] {
  return leftOut.map(
    ({ reason, count }) => `left out of the export: ${reason}${count > 1 ? `, ${count} times` : ''}`,
  );
}
