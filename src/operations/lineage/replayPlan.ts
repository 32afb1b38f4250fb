import { lastClaim } from '../../lineage/claims';
import type { Json } from '../../lib/json';
import type { Job, Observation } from '../../lineage/records';
import { dvcNamespace } from '../../formats/dvc/dvcFileStatement';
import { toolOf } from '../../formats/toolNamespaces';
import type { RunView, Workspace } from '../core/workspace';

/** One run to make again. */
export interface ReplayStep {
  readonly job: string;
  readonly run: string;
  /** What sources say of the job; some tools put the command there. */
  readonly description: string | null;
  /** As a source told it; null where none did. */
  readonly command: string | null;
  /** What `dvc repro` calls it; null of what DVC does not run. */
  readonly dvcTarget: string | null;
  readonly codeVersion: string | null;
  readonly environment: string | null;
  readonly parameters: Readonly<Record<string, Json>>;
  readonly seed: number | null;
  readonly inputs: readonly ReplayThing[];
  readonly outputs: readonly ReplayThing[];
}

/** Something that is read or written, by its name, SHA-256, and the MD5 that DVC knows. */
export interface ReplayThing {
  readonly name: string;
  readonly digest: string | null;
  readonly md5: string | null;
}

/** The runs in an order in which each comes after those that wrote what it reads. */
export function replayPlan(workspace: Workspace, runs: readonly RunView[]): readonly ReplayStep[] {
  const writers = new Map<string, RunView[]>();
  for (const run of runs) {
    for (const output of run.outputs) {
      const known = writers.get(keyOf(output));
      if (known) known.push(run);
      else writers.set(keyOf(output), [run]);
    }
  }
  const ordered: RunView[] = [];
  const begun = new Set<RunView>();
  // The deepest chain may be long: no call goes into another.
  const stack = runs.toReversed().map((run) => ({ run, isReady: false }));
  for (let top = stack.pop(); top; top = stack.pop()) {
    if (top.isReady) ordered.push(top.run);
    else if (!begun.has(top.run)) {
      begun.add(top.run);
      stack.push({ run: top.run, isReady: true });
      for (const input of top.run.inputs)
        for (const run of writers.get(keyOf(input)) ?? [])
          if (!begun.has(run)) stack.push({ run, isReady: false });
    }
  }
  return ordered.map((run) => stepOf(workspace, run));
}

/** The version; where none is known, the artifact. */
function keyOf({ snapshotId, artifactId }: Observation): string {
  return snapshotId ?? artifactId;
}

function stepOf(workspace: Workspace, { run, job, inputs, outputs }: RunView): ReplayStep {
  const claims = [...(workspace.jobs.get(job.id)?.claims ?? []), ...(run.claims ?? [])];
  const code = lastClaim(claims, 'code');
  const isShell = code?.language === undefined || /^(?:sh|bash|shell)$/i.test(code.language);
  const thing = ({ artifactId, snapshotId }: Observation): ReplayThing => {
    const version = snapshotId === null ? undefined : workspace.snapshots.get(snapshotId);
    return {
      name: workspace.artifacts.get(artifactId)?.name ?? artifactId,
      digest: version?.snapshot.digest ?? null,
      md5: version?.snapshot.md5 ?? null,
    };
  };
  const { id, codeVersion, environment, parameters, seed } = run;
  return {
    job: job.name,
    description: job.description,
    run: id,
    command: code && isShell ? code.text : null,
    dvcTarget: dvcTargetOf(workspace, job),
    codeVersion,
    environment,
    parameters,
    seed,
    inputs: inputs.map(thing),
    outputs: outputs.map(thing),
  };
}

/** The name that DVC itself knows: a job that a person renamed keeps it beside the new one. */
function dvcTargetOf({ decisions }: Workspace, job: Job): string | null {
  const names = [job, ...(job.otherNames ?? [])].filter(
    ({ namespace }) => toolOf(namespace) === dvcNamespace,
  );
  if (names.length < 2) return names[0]?.name ?? null;
  const given = new Set(decisions.flatMap(({ says, name }) => (says === 'named' && name ? name.name : [])));
  return (names.find(({ name }) => !given.has(name)) ?? names[0]!).name;
}
