import compare from 'semver/functions/compare';
import parse from 'semver/functions/parse';
import Range from 'semver/classes/range';

import type { Observation } from '../../lineage/records';
import type { ArtifactView, SnapshotView } from '../core/workspace';

/** A name with the range of versions that is asked for, as in `trips.csv@^2.1`. */
export interface VersionRequest {
  readonly name: string;
  readonly range: string;
}

/** Reads `name@range`, cut at the last `@` with a range behind it; null for anything else. Rule [V22]. */
export function parseVersionRequest(text: string): VersionRequest | null {
  for (let at = text.lastIndexOf('@'); at > 0; at = text.lastIndexOf('@', at - 1)) {
    const name = text.slice(0, at).trim();
    const range = text.slice(at + 1).trim();
    if (name !== '' && faultOfRange(range) === null) return { name, range };
  }
  return null;
}

/** Why text is no range such as `^2.1`, `~1.2` or `1.x || >=3`, in words; null where it is one. Empty text, which would be every version, is none. */
export function faultOfRange(text: string): string | null {
  if (text.trim() !== '' && rangeOf(text) !== null) return null;
  return `“${text}” is no range of versions: write it like ^2.1.`;
}

/** Of an artifact's versions the highest that a range admits, the latest of equal ones; null where none is. Rule [V23]. */
export function resolveVersionRange({ snapshots }: ArtifactView, text: string): SnapshotView | null {
  const versions = snapshots.map(({ semanticVersion }) => semanticVersion?.version ?? null);
  return snapshots[highestInRange(versions, text)] ?? null;
}

/** Where the highest version that a range admits stands, the last of equal ones; -1 where none is. Null, and what is no semantic version, is never admitted. */
export function highestInRange(versions: readonly (string | null)[], text: string): number {
  const range = rangeOf(text);
  let best = -1;
  for (const [at, version] of versions.entries()) {
    const parsed = parse(version);
    if (parsed === null || !range?.test(parsed)) continue;
    // Later ones come later: an equal version of theirs is the newer word.
    if (best === -1 || compare(parsed, versions[best]!) >= 0) best = at;
  }
  return best;
}

/** What a run asked for, and what that would give now where it is another: `asked for ^2.1, which gives v6 now`. */
export function requestWords(
  { requested, snapshotId }: Pick<Observation, 'requested' | 'snapshotId'>,
  artifact: ArtifactView,
): string {
  if (requested === undefined) return '';
  const now = resolveVersionRange(artifact, requested);
  const asked = `asked for ${requested}`;
  if (!now) return `${asked}, which gives nothing now`;
  return now.snapshot.id === snapshotId ? asked : `${asked}, which gives v${now.snapshot.sequence} now`;
}

function rangeOf(text: string): Range | null {
  try {
    return new Range(text);
  } catch {
    return null;
  }
}
