import type { ArtifactId } from '../../versioning/records';
import { identitiesOf } from '../core/identities';
import { JobIdentities } from '../core/jobIdentities';
import type { LiveRecords } from '../core/liveRecords';
import { isNamedVersion } from '../core/namedVersions';
import type { LineageSelectionIds } from '../lineage/lineageSelection';

/**
 * The records behind what is selected of a workspace, where one thing may stand for several (`reconcileRecords`): every
 * artifact that is one with a selected one, every snapshot of a selected version, and what the selected links name.
 */
export function storedIds(records: LiveRecords, selected: LineageSelectionIds): LineageSelectionIds {
  const { rootOf } = identitiesOf(records.artifacts, records.bindings, records.decisions);
  const jobs = new JobIdentities(records.jobs, records.decisions);
  const observations = records.observations.filter(({ id }) => selected.observations.has(id));
  const linked = new Set(observations.map(({ snapshotId }) => snapshotId));
  const told = new Set(observations.map(({ runId }) => runId));
  const runs = records.runs.filter(({ id }) => selected.runs.has(id) || told.has(id));
  const named = [...selected.jobs, ...[...observations, ...runs].map(({ jobId }) => jobId)];
  const nameOf = (artifactId: ArtifactId, reference: string): string =>
    JSON.stringify([rootOf(artifactId), reference]);
  const names = new Set(
    records.snapshots.flatMap(({ id, artifactId, source }) =>
      selected.snapshots.has(id) && source.kind === 'import' ? nameOf(artifactId, source.reference) : [],
    ),
  );
  const snapshots = records.snapshots.filter((snapshot) => {
    const { id, artifactId, source } = snapshot;
    if (selected.snapshots.has(id) || linked.has(id)) return true;
    return (
      source.kind === 'import' && isNamedVersion(snapshot) && names.has(nameOf(artifactId, source.reference))
    );
  });
  return {
    artifacts: new Set([
      ...records.artifacts.flatMap(({ id }) => (selected.artifacts.has(rootOf(id)) ? id : [])),
      // A version that a person split off is stored under the artifact that it was of.
      ...snapshots.map(({ artifactId }) => artifactId),
    ]),
    snapshots: new Set(snapshots.map(({ id }) => id)),
    jobs: new Set(named.flatMap((id) => jobs.membersOf(id))),
    runs: new Set(runs.map(({ id }) => id)),
    observations: selected.observations,
  };
}
