import ignore from 'ignore';

/** A file of patterns as gitignore(5) describes them, and the folder that it lies in, which ends with `/` or is empty. */
export interface IgnoreFile {
  readonly folder: string;
  readonly text: string;
}

/**
 * Whether patterns ignore a path. The last pattern that matches decides: `outermost` is read first, then the files from the
 * outermost folder inwards. Nothing below an ignored folder is taken back. A path that ends with `/` is a folder's.
 */
export function ignoredBy(
  outermost: string,
  files: readonly IgnoreFile[],
  ignoresCase: boolean,
): (path: string) => boolean {
  const rules = ignore({ ignorecase: ignoresCase, allowRelativePaths: true }).add(outermost);
  for (const { folder, text } of files.toSorted((a, b) => a.folder.length - b.folder.length)) {
    if (folder === '') rules.add(text);
    else if (!rules.ignores(folder)) rules.add(rulesBelow(folder, text));
  }
  return (path) => rules.ignores(path);
}

/** The rules of a folder as they would stand in the outermost one. */
function rulesBelow(folder: string, text: string): string {
  const base = `/${folder.replaceAll(/[\\*?[]/g, String.raw`\$&`)}`;
  return text
    .split(/\r?\n/)
    .map((line) => {
      const isNegation = line.startsWith('!');
      const rule = isNegation ? line.slice(1) : line;
      if (line.startsWith('#') || /^ *$/.test(rule)) return '';
      // A slash but at the end binds a rule to its folder; any other holds at every depth.
      const isBound = /\/(?! *$)/.test(rule);
      return `${isNegation ? '!' : ''}${base}${isBound ? rule.replace(/^\//, '') : `**/${rule}`}`;
    })
    .join('\n');
}
