import { faultWords } from '../core/describeFailure';
import type { BaselineChoice } from '../../drift/baseline';
import type { ArtifactView, SnapshotView, Workspace } from '../core/workspace';
import { trainedOn, trainedOnForServing, type TrainingVersion } from './trainedOn';

/** What one version is compared with. */
export interface VersionBaseline {
  /** Versions that were read as tables, the earliest first; their rows are put together. Empty where there is nothing to compare with. */
  readonly versions: readonly SnapshotView[];
  /** `against v3, pinned`; why there is nothing to compare with, where there is not. */
  readonly words: string;
}

/** The baseline of a version, by what was chosen for its artifact. Rule [D24]. */
export function baselineOf(workspace: Workspace, version: SnapshotView): VersionBaseline {
  const artifact = workspace.artifacts.get(version.artifactId);
  return artifact
    ? baselineBy(workspace, artifact, version, artifact.baseline)
    : nothing('its artifact is not there');
}

/** The same by another choice: what that would make of the version. */
export function baselineBy(
  workspace: Workspace,
  artifact: ArtifactView,
  version: SnapshotView,
  choice: BaselineChoice,
): VersionBaseline {
  switch (choice.kind) {
    case 'default': {
      const training = trainedOnForServing(workspace, version);
      return training ? againstTraining(workspace, version, training) : parentOf(workspace, version);
    }
    case 'parent':
      return parentOf(workspace, version);
    case 'version': {
      const pinned = workspace.snapshots.get(choice.snapshotId);
      return pinned ? one(pinned, version, `against v${pinned.snapshot.sequence}, pinned`) : gone;
    }
    case 'alias': {
      const id = artifact.aliases.find(({ name }) => name === choice.name)?.snapshotId;
      const at = id ? workspace.snapshots.get(id) : undefined;
      if (!at) return nothing(`@${choice.name} points to no version`);
      return one(at, version, `against @${choice.name} (v${at.snapshot.sequence})`);
    }
    case 'trainedOn': {
      const model = workspace.artifacts.get(choice.modelId);
      const training = model && trainedOn(workspace, model, version);
      return training
        ? againstTraining(workspace, version, training)
        : nothing(`no link says what ${model?.name ?? 'the model'} was trained on`);
    }
    case 'window':
      return windowOf(artifact, version, choice.count);
  }
}

const gone = { versions: [], words: 'the pinned version is not there' };

function nothing(words: string): VersionBaseline {
  return { versions: [], words };
}

function one(reference: SnapshotView, version: SnapshotView, words: string): VersionBaseline {
  const { sequence } = reference.snapshot;
  if (reference.snapshot.id === version.snapshot.id) return nothing(`v${sequence} is the baseline itself`);
  return reference.reading ? { versions: [reference], words } : nothing(noTableWords(reference));
}

function noTableWords({ snapshot: { sequence }, failedReading }: SnapshotView): string {
  return failedReading
    ? `the table of version ${sequence} could not be read: ${faultWords(failedReading.failure)}`
    : `the baseline v${sequence} was not read as a table`;
}

function parentOf(workspace: Workspace, version: SnapshotView): VersionBaseline {
  const [id] = version.snapshot.parents;
  const parent = id === undefined ? undefined : workspace.snapshots.get(id);
  return parent
    ? one(parent, version, `against v${parent.snapshot.sequence}, its parent`)
    : nothing('there is no version before it');
}

function againstTraining(
  workspace: Workspace,
  version: SnapshotView,
  { data, model }: TrainingVersion,
): VersionBaseline {
  const isOwn = data.artifactId === version.artifactId;
  const name = isOwn ? '' : `${workspace.artifacts.get(data.artifactId)?.name ?? ''} `;
  const by = `${workspace.artifacts.get(model.artifactId)?.name ?? 'the model'} v${model.snapshot.sequence}`;
  return one(data, version, `against ${name}v${data.snapshot.sequence}, which ${by} was trained on`);
}

/** The last `count` tables before a version, without those of an incident. */
function windowOf({ snapshots }: ArtifactView, version: SnapshotView, count: number): VersionBaseline {
  const before = snapshots.filter(
    ({ reading, snapshot }) => reading !== null && snapshot.sequence < version.snapshot.sequence,
  );
  const versions = before.filter(({ incident }) => incident === null).slice(-count);
  const [first] = versions;
  if (!first) return nothing('no version before it counts for the window');
  const leftOut = before.filter(
    ({ incident, snapshot }) => incident !== null && snapshot.sequence > first.snapshot.sequence,
  );
  const without = leftOut.map(({ snapshot, incident }) => `v${snapshot.sequence} (${incident})`).join(', ');
  return {
    versions,
    words: `against ${rangesOf(versions)}${without === '' ? '' : `, without ${without}`}`,
  };
}

/** What versions are called in the order of their numbers: `v4–v8`, `v1, v3–v5`. */
export function rangesOf(versions: readonly SnapshotView[]): string {
  const ranges: [number, number][] = [];
  for (const { snapshot } of versions) {
    const last = ranges.at(-1);
    if (last && snapshot.sequence === last[1] + 1) last[1] = snapshot.sequence;
    else ranges.push([snapshot.sequence, snapshot.sequence]);
  }
  return ranges.map(([from, to]) => (from === to ? `v${from}` : `v${from}–v${to}`)).join(', ');
}
