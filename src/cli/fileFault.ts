/** What hinders whoever reads a path, by the code of the operating system, and what to do about it. */
const words: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder; check the path and where you are',
  EACCES: 'it may not be read; check its permissions',
  EPERM: 'it may not be read; check its permissions',
  EISDIR: 'it is a folder, and a file is asked for',
  ENOTDIR: 'a part of the path is a file, not a folder',
  ELOOP: 'its symbolic links lead in a circle',
  ENAMETOOLONG: 'the path is longer than this system allows',
  EMFILE: 'too many files are open; raise the limit (`ulimit -n`) or give fewer paths at once',
};

/** Why a file could not be read, in words; the system's own where it is none of the usual faults. */
export function fileFault(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return words[code] ?? error.message;
}
