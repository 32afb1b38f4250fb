import type { Snapshot } from '../../versioning/records';

/** Whether a version is known by the name that a source gives it, and by nothing else. */
export function isNamedVersion({ source, digest, content }: Snapshot): boolean {
  return source.kind === 'import' && source.reference !== '' && digest === null && content === 'unknown';
}
