import { sharedSegments } from '../core/sharedSegments';
import type { StatementSubject } from '../../formats/attestation/statement';

/** A file at hand. */
export interface FileDigest {
  readonly path: string;
  readonly sha256: string;
}

/** A file held against what a statement is about. */
export interface FileMatch extends FileDigest {
  /** `differs`: a subject has its name and another digest. `notNamed`: no subject has its name or digest. */
  readonly status: 'matches' | 'differs' | 'notNamed';
  /** The subject that it matches, or that has its name; null for none. */
  readonly subject: StatementSubject | null;
}

/**
 * Holds a file against the subjects. Those count whose name shares most path segments from the end: it matches where one of
 * them has its digest, and differs where none has, so that two files that changed places are found. A file that shares no
 * name matches by its digest alone.
 */
export function matchFile(subjects: readonly StatementSubject[], file: FileDigest): FileMatch {
  const shared = subjects.map((subject) => sharedSegments(nameOf(subject), file.path));
  const most = Math.max(...shared);
  const nearest = subjects.filter((_, at) => shared[at] === most);
  const same = nearest.find(({ sha256 }) => sha256 === file.sha256);
  if (same) return { ...file, status: 'matches', subject: same };
  return most > 0
    ? { ...file, status: 'differs', subject: nearest[0]! }
    : { ...file, status: 'notNamed', subject: null };
}

/** The name without the version that tells it apart from another of its name. */
function nameOf({ name }: StatementSubject): string {
  return name.replace(/@v\d+$/, '');
}
