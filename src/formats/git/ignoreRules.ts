import { ignoredBy, type IgnoreFile } from '../ignoreFiles';

/** Names, folders and texts have a character a byte, as Git compares them. */
export interface IgnoreFiles {
  /** `info/exclude` of the repository. */
  readonly exclude: string;
  /** The `.gitignore` files of the work tree. */
  readonly files: readonly IgnoreFile[];
  readonly ignoresCase: boolean;
}

/** Whether Git leaves a file of the work tree alone where it does not track it (gitignore(5)). */
export function ignoreRules({ exclude, files, ignoresCase }: IgnoreFiles): (name: string) => boolean {
  const unmarked = files.map(({ folder, text }) => ({ folder, text: withoutMark(text) }));
  return ignoredBy(withoutMark(exclude), unmarked, ignoresCase);
}

/** The byte order mark, a character a byte. */
function withoutMark(text: string): string {
  return text.replace(/^\u{ef}\u{bb}\u{bf}/u, '');
}
