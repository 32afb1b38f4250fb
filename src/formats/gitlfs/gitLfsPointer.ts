import type { Digest } from '../../versioning/digest';

/** A git-lfs pointer, by its specification's version 1: what a repository holds in place of a large file. */
export interface GitLfsPointer {
  /** SHA-256 of the file's bytes. */
  readonly oid: Digest;
  /** Of the file, in bytes. */
  readonly size: number;
  /** The lines of extensions as key and value, in order: `ext-0-name`. git-lfs takes no pointer with any other key. */
  readonly others: readonly (readonly [key: string, value: string])[];
  /** Whether its text is what git-lfs itself writes. It accepts others, too: CRLF, no last line feed, an older version. */
  readonly isCanonical: boolean;
}

/** The address in the first line of every git-lfs pointer. */
export const gitLfsVersion = 'https://git-lfs.github.com/spec/v1';

/** Those of releases before the first are read as git-lfs reads them, and never written. */
export const gitLfsVersions = [gitLfsVersion, 'https://hawser.github.com/spec/v1', 'http://git-media.io/v/2'];

/** A pointer is shorter than this, extension lines included. */
export const gitLfsPointerLimit = 1024;
