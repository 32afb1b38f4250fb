import type { Md5 } from '../../versioning/digest';
import { yamlScalar } from './yamlScalar';

/** One file or folder as `dvc add` of DVC 3 describes it. */
export interface WrittenOut {
  /** Beside the `.dvc` file. */
  readonly path: string;
  readonly md5: Md5;
  readonly byteLength: number;
  /** Of a folder; null for a file. */
  readonly fileCount: number | null;
}

/** The text of the `.dvc` file that `dvc add` of DVC 3 writes. */
export function writeDvcFile({ path, md5, byteLength, fileCount }: WrittenOut): string {
  const files = fileCount === null ? '' : `  nfiles: ${fileCount}\n`;
  return `outs:\n- md5: ${md5}\n  size: ${byteLength}\n${files}  hash: md5\n  path: ${yamlScalar(path)}\n`;
}
