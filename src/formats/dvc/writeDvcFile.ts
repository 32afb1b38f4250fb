import type { Md5 } from '../../versioning/digest';

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
  return `outs:\n- md5: ${md5}\n  size: ${byteLength}\n${files}  hash: md5\n  path: ${yamlText(path)}\n`;
}

/** A text as YAML in one line: plain where every reader takes it for this text, else quoted as Python's dumpers do. */
function yamlText(text: string): string {
  if (isPlain(text)) return text;
  if (/^\P{C}+$/u.test(text)) return `'${text.replaceAll("'", "''")}'`;
  return JSON.stringify(text).replace(
    /\p{C}/gu,
    (character) => `\\U${(character.codePointAt(0) ?? 0).toString(16).padStart(8, '0')}`,
  );
}

function isPlain(text: string): boolean {
  const isSafe = /^[\p{L}\p{M}\p{N}_./+(](?:[\p{L}\p{M}\p{N}_./+()=@$;~^-]| (?=[^ #]))*$/u.test(text);
  return isSafe && !isOtherType(text);
}

/** What YAML 1.1 or 1.2 takes for a number, a date, a truth value or nothing. */
function isOtherType(text: string): boolean {
  return (
    /^(?:true|false|yes|no|on|off|y|n|null|[-+]?\.inf|\.nan|=|<<)$/i.test(text) ||
    /^[-+]?[\d._]+(?:e[-+]?\d+)?$/i.test(text) ||
    /^[-+]?0[xob][\da-f_]+$/i.test(text) ||
    /^\d{4}-\d\d?-\d\d?/.test(text)
  );
}
