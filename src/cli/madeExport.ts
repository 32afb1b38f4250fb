import { err, ok, type Result } from '../lib/result';
import type { OperationPorts } from '../operations/core/ports';
import type { ExportScope } from '../operations/lineage/lineageSelection';
import { exportedFiles, leftOutLines, writeFilesBelow } from './exportFolder';
import { exportedText, type ExportFormat, isOfFiles } from './lineageExport';
import { writeWholeFile } from './writeFile';

/** An export that is made and not yet written. */
interface MadeExport {
  /** What standard output gets: the text, or the only file. */
  readonly text: string;
  /** What of the graph is not in it, in lines. */
  readonly notes: readonly string[];
  /** Writes it where it was asked for: a file, or a folder for a format of files. */
  readonly write: (
    place: string,
    inputs: readonly string[],
  ) => Promise<Result<void, { readonly path: string; readonly message: string }>>;
}

/** What a scope takes of all that was read, in the format. Throws `UsageError` where files need a folder and `place` is null. */
export async function madeExport(
  ports: OperationPorts,
  format: ExportFormat,
  scope: ExportScope,
  place: string | null,
): Promise<MadeExport> {
  if (isOfFiles(format)) {
    const made = await exportedFiles(ports, format, scope, place);
    return {
      text: made.files[0]?.text ?? '',
      notes: leftOutLines(made),
      write: (folder, inputs) => writeFilesBelow(folder, made, inputs),
    };
  }
  const text = await exportedText(ports, format, scope);
  return {
    text,
    notes: [],
    write: async (file, inputs) => {
      const written = await writeWholeFile(file, text, inputs);
      return written.ok ? ok(undefined) : err({ path: file, message: written.error });
    },
  };
}
