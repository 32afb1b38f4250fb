import type { BigIntStats, Stats } from 'node:fs';

/** What hinders whoever reads or writes a path, by the code of the operating system, and what to do about it. */
const words: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder; check the path and where you are',
  EACCES: 'it may not be read; check its permissions',
  EPERM: 'it may not be read; check its permissions',
  EISDIR: 'it is a folder, and a file is asked for',
  ENOTDIR: 'a part of the path is a file, not a folder',
  ELOOP: 'its symbolic links lead in a circle',
  ENAMETOOLONG: 'the path is longer than this system allows',
  ENOSPC: 'there is no room left on the device; free some, or write elsewhere',
  EFBIG: 'it would be longer than the device or your limit (`ulimit -f`) allows',
  EDQUOT: 'your quota on the device is used up; free some, or write elsewhere',
  EROFS: 'the device can only be read',
  EIO: 'the device failed',
  EMFILE: 'too many files are open; raise the limit (`ulimit -n`) or give fewer paths at once',
};

/** Why a file could not be read or written, in words; the system's own where it is none of the usual faults. */
export function fileFault(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return words[code] ?? error.message;
}

/** What a path is where it is neither a file nor a folder, in words; null where it is one. */
export function specialFileFault(found: Stats | BigIntStats): string | null {
  if (found.isFIFO()) return 'it is a pipe, not a file';
  if (found.isSocket()) return 'it is a socket, not a file';
  if (found.isCharacterDevice() || found.isBlockDevice()) return 'it is a device, not a file';
  return null;
}
