import type { VersionBaseline } from '../comparing/baselineOf';
import { baselineOf } from '../comparing/baselineOf';
import { isServed, trainedOnForServing } from '../comparing/trainedOn';
import type { VersionDrift } from '../comparing/versionDrift';
import type { ArtifactView, SnapshotView, Workspace } from '../core/workspace';
import { type Finding, findingOf } from './finding';

/** The drift of a version from its baseline; null where either is no table. */
export type DriftOf = (version: SnapshotView, baseline: VersionBaseline) => Promise<VersionDrift | null>;

/** How many drifted columns are named. */
const namedColumns = 5;

/**
 * Data that is served, unlike what the model was trained on: the latest table of each artifact that a link says is served,
 * against the baseline that a person chose for it, else against what the model was trained on.
 */
export async function skewFindings(workspace: Workspace, driftOf: DriftOf): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const artifact of workspace.artifacts.values()) {
    const served = isServed(workspace, artifact.artifact.id)
      ? artifact.snapshots.findLast(({ reading }) => reading !== null)
      : undefined;
    const compared = served && comparedWith(workspace, artifact, served);
    const drift = compared && (await driftOf(served, compared.baseline));
    if (!drift || drift.drifted.length === 0) continue;
    const named = drift.drifted.slice(0, namedColumns).map(({ name, figure }) => `${name} PSI ${figure}`);
    const more =
      drift.drifted.length > named.length ? ` and ${drift.drifted.length - named.length} more` : '';
    findings.push(
      findingOf('skew', artifact, {
        found: `v${served.snapshot.sequence} ${compared.baseline.words}: ${named.join(', ')}${more}.`,
        about: JSON.stringify([
          served.snapshot.id,
          compared.baseline.versions.map(({ snapshot }) => snapshot.id),
        ]),
        others: compared.others,
      }),
    );
  }
  return findings;
}

interface Compared {
  readonly baseline: VersionBaseline;
  /** Other artifacts that the comparison is with: the training data, and the model. */
  readonly others: readonly ArtifactView[];
}

/** Null where nobody chose a baseline and no model is known that it is served to. */
function comparedWith(workspace: Workspace, artifact: ArtifactView, served: SnapshotView): Compared | null {
  const training = trainedOnForServing(workspace, served);
  if (artifact.baseline.kind === 'default' && !training) return null;
  const baseline = baselineOf(workspace, served);
  if (baseline.versions.length === 0) return null;
  const ids = new Set(baseline.versions.map(({ artifactId }) => artifactId));
  if (training) ids.add(training.model.artifactId);
  ids.delete(artifact.artifact.id);
  return { baseline, others: [...ids].flatMap((id) => workspace.artifacts.get(id) ?? []) };
}
