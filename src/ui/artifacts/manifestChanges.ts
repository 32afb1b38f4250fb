import type { Manifest, ManifestEntry } from '../../versioning/records';

export type MemberStatus = 'added' | 'changed' | 'same' | 'removed' | 'moved';

export interface Member {
  readonly path: string;
  readonly status: MemberStatus;
  /** Where a moved member was. */
  readonly fromPath: string | null;
  readonly digest: string;
  readonly byteLength: number;
}

const statusOrder: Readonly<Record<MemberStatus, number>> = {
  added: 0,
  changed: 1,
  moved: 2,
  removed: 3,
  same: 4,
};

/** A folder's files against those of its parent version: what differs first; without a parent all are the same as themselves. */
export function manifestChanges(parent: Manifest | null, current: Manifest): readonly Member[] {
  if (parent === null) return current.entries.map((entry) => memberOf(entry, 'same'));
  const before = new Map(parent.entries.map((entry) => [entry.path, entry]));
  const now = new Set(current.entries.map((entry) => entry.path));
  const gone = parent.entries.filter((entry) => !now.has(entry.path));
  const goneByDigest = new Map(gone.map((entry) => [entry.digest, entry]));
  const movedFrom = new Set<string>();
  const members = current.entries.map((entry): Member => {
    const known = before.get(entry.path);
    if (known) return memberOf(entry, known.digest === entry.digest ? 'same' : 'changed');
    const origin = goneByDigest.get(entry.digest);
    if (!origin || movedFrom.has(origin.path)) return memberOf(entry, 'added');
    movedFrom.add(origin.path);
    return { ...memberOf(entry, 'moved'), fromPath: origin.path };
  });
  const removed = gone
    .filter((entry) => !movedFrom.has(entry.path))
    .map((entry) => memberOf(entry, 'removed'));
  return [...members, ...removed].sort((a, b) => statusOrder[a.status] - statusOrder[b.status]);
}

function memberOf({ path, digest, byteLength }: ManifestEntry, status: MemberStatus): Member {
  return { path, status, fromPath: null, digest, byteLength };
}
