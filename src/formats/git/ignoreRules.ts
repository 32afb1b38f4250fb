import ignore from 'ignore';

/** Names, folders and texts have a character a byte, as Git compares them; folders end with `/` or are empty. */
export interface IgnoreFiles {
  /** `info/exclude` of the repository. */
  readonly exclude: string;
  /** The `.gitignore` files of the work tree and the folders they lie in. */
  readonly files: readonly { readonly folder: string; readonly text: string }[];
  readonly ignoresCase: boolean;
}

/** Whether Git leaves a file of the work tree alone where it does not track it (gitignore(5)). */
export function ignoreRules({ exclude, files, ignoresCase }: IgnoreFiles): (name: string) => boolean {
  const rules = ignore({ ignorecase: ignoresCase, allowRelativePaths: true }).add(withoutMark(exclude));
  // The last rule that matches holds, so that those of inner folders come last. A folder that is ignored is not looked into.
  for (const { folder, text } of files.toSorted((a, b) => a.folder.length - b.folder.length)) {
    if (folder === '') rules.add(withoutMark(text));
    else if (!rules.ignores(folder)) rules.add(rulesBelow(folder, withoutMark(text)));
  }
  return (name) => rules.ignores(name);
}

/** The byte order mark, a character a byte. */
function withoutMark(text: string): string {
  return text.replace(/^\u{ef}\u{bb}\u{bf}/u, '');
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
