import compare from 'semver/functions/compare';
import valid from 'semver/functions/valid';

import { err, type Result } from '../../lib/result';
import type { SnapshotId } from '../../versioning/records';
import { addAnnotation } from '../core/annotate';
import { commitWrittenChange, Refusal } from '../core/commitChange';
import type { Change, OperationFailure } from '../core/outcome';
import { factsOf } from '../core/parentVersion';
import type { OperationPorts } from '../core/ports';
import { readVersion, readVersions } from '../core/joinedVersions';
import type { LiveTransaction } from '../core/liveTransaction';
import type { ArtifactView, SnapshotView } from '../core/workspace';

/** Another semantic version than was suggested, and why. */
export interface RuledVersion {
  readonly version: string;
  /** In a person's words; kept and shown. */
  readonly reason: string;
  /** Whether the person was told what speaks against it, and means it all the same. */
  readonly isMeant: boolean;
}

/** A version beside the one that is ruled on. */
interface OtherVersion {
  readonly sequence: number;
  readonly version: string | null;
  readonly isParent: boolean;
}

/**
 * What speaks against a version, in words; empty where nothing does. It should be higher than its parent's, and no
 * other version's of the artifact. Rule [V21].
 */
export function objectionsTo(version: string, others: readonly OtherVersion[]): readonly string[] {
  if (valid(version) === null) return [];
  return others.flatMap((other) => {
    if (other.version === null || valid(other.version) === null) return [];
    const order = compare(version, other.version);
    if (order === 0) return [`Version ${other.sequence} is ${other.version} already.`];
    return order < 0 && other.isParent
      ? [`It is lower than ${other.version}, which is version ${other.sequence} that it came after.`]
      : [];
  });
}

/** The versions beside one, as a view has them. */
export function otherVersions(artifact: ArtifactView, { snapshot }: SnapshotView): readonly OtherVersion[] {
  return artifact.snapshots
    .filter((other) => other.snapshot.id !== snapshot.id)
    .map((other) => ({
      sequence: other.snapshot.sequence,
      version: other.semanticVersion?.version ?? null,
      isParent: snapshot.parents.includes(other.snapshot.id),
    }));
}

/** Why text is no semantic version that a person may set, in words; null where it is one. Rule [V20]. */
export function faultOfVersion(version: string): string | null {
  if (valid(version) !== null && /^\d/.test(version)) return null;
  return `“${version}” is no semantic version: write it like 2.1.0, or 2.1.0-rc.1.`;
}

/** Overrules what was suggested for a snapshot. The suggestion stays in the log, and an undo shows it again. */
export async function ruleVersion(
  ports: OperationPorts,
  snapshotId: SnapshotId,
  { version, reason, isMeant }: RuledVersion,
): Promise<Result<Change<void>, OperationFailure>> {
  const fault = faultOf(version, reason);
  if (fault !== null) return err({ kind: 'invalidAnnotation', message: fault });
  const body = { kind: 'semanticVersion', version, isSuggested: false, reasons: [reason.trim()] } as const;
  return commitWrittenChange(ports, async (change) => {
    const annotated = await addAnnotation(ports, change, snapshotId, body);
    if (!isMeant) {
      const others = await storedVersions(change.live, annotated.value.id);
      const objections = objectionsTo(version, others);
      if (objections.length > 0)
        throw new Refusal({ kind: 'invalidAnnotation', message: objections.join(' ') });
    }
    return { value: undefined, audit: annotated.audit };
  });
}

function faultOf(version: string, reason: string): string | null {
  if (reason.trim() === '') return 'Say why: the reason is kept beside the version.';
  return faultOfVersion(version);
}

async function storedVersions(live: LiveTransaction, id: SnapshotId): Promise<readonly OtherVersion[]> {
  const ruled = await readVersion(live, id);
  if (!ruled) return [];
  const { parents } = ruled.version.snapshot;
  const found: OtherVersion[] = [];
  for (const { snapshot, ids } of await readVersions(live, ruled.artifact)) {
    if (ids.includes(id)) continue;
    const { sequence, version } = await factsOf(live, snapshot);
    found.push({ sequence, version, isParent: ids.some((each) => parents.includes(each)) });
  }
  return found;
}
