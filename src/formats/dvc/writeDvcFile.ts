import type { Md5 } from '../../versioning/digest';
import { foldedScalar } from './foldedScalar';

/** One file or folder as `dvc add` of DVC 3 describes it. */
export interface WrittenOut {
  /** Beside the `.dvc` file. */
  readonly path: string;
  readonly md5: Md5;
  readonly byteLength: number;
  /** Of a folder; null for a file. */
  readonly fileCount: number | null;
  /** A file whose owner may run it. */
  readonly isExecutable: boolean;
}

/** The text of the `.dvc` file that `dvc add` of DVC 3 writes. */
export function writeDvcFile({ path, md5, byteLength, fileCount, isExecutable }: WrittenOut): string {
  const files = fileCount === null ? '' : `  nfiles: ${fileCount}\n`;
  const mode = isExecutable ? '  isexec: true\n' : '';
  return `outs:\n- md5: ${md5}\n  size: ${byteLength}\n${files}${mode}  hash: md5\n  path:${foldedScalar(path, { column: 7, indent: 4 })}\n`;
}
