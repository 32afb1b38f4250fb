import { writeDvcLock, type WrittenPath, type WrittenStage } from '../../formats/dvc/writeDvcLock';
import { lastClaim } from '../../lineage/claims';
import type { Observation, Reference } from '../../lineage/records';
import type { ArtifactView, JobView, RunView, Workspace } from '../core/workspace';
import type { FilesMade } from './filesMade';
import type { LineageSelectionIds } from './lineageSelection';
import { bytesTold, isOfDvc, isPointerJob } from './namesOfDvc';
import { type OrderedStage, stagesInOrder } from './stagesInOrder';

/** Adds the lock of each pipeline, with the last run of each stage. */
export function addLocks(workspace: Workspace, ids: LineageSelectionIds, made: FilesMade): void {
  const locks = new Map<string, PlacedStage[]>();
  for (const view of workspace.jobs.values()) {
    const { job } = view;
    if (!ids.jobs.has(job.id)) continue;
    if (!isOfDvc(job) || isPointerJob(job)) {
      made.leaveOut('the job is no stage of DVC');
      continue;
    }
    const [, folder = '', name = job.name] = /^(.+)\/dvc\.yaml:(.+)$/.exec(job.name) ?? [];
    const run = lastRun(view, ids);
    const stage = run && stageOf(workspace, view, run, folder, name);
    if (stage) locks.set(folder, [...(locks.get(folder) ?? []), stage]);
    else made.leaveOut(run ? 'a command, or the MD5 of a file, is not known' : 'the stage did not run');
  }
  for (const [folder, stages] of locks)
    made.add(
      folder === '' ? 'dvc.lock' : `${folder}/dvc.lock`,
      writeDvcLock(stagesInOrder(stages).map(({ stage }) => stage)),
    );
}

/** A lock that is not committed has no time, and is the last. */
function lastRun({ runs }: JobView, ids: LineageSelectionIds): RunView | undefined {
  const endOf = ({ run }: RunView): string => run.endedAt ?? run.startedAt ?? '\u{10ffff}';
  return runs
    .filter(({ run }) => ids.runs.has(run.id))
    .sort((a, b) => (endOf(a) < endOf(b) ? -1 : 1))
    .at(-1);
}

function stageOf(
  workspace: Workspace,
  { claims }: JobView,
  { run, inputs, outputs }: RunView,
  folder: string,
  name: string,
): PlacedStage | null {
  const code = lastClaim(run.claims, 'code') ?? lastClaim(claims, 'code');
  const within = (lastClaim(run.claims, 'tags')?.tags ?? []).find(({ key }) => key === 'wdir')?.value ?? '';
  const base = [folder, within].filter((part) => part !== '').join('/');
  const [deps, outs] = [inputs, outputs].map((links) => links.map((link) => pathIn(workspace, link, base)));
  if (!code || [...deps!, ...outs!].includes(null)) return null;
  const stage = {
    name,
    commands: code.text.split('\n'),
    deps: deps as WrittenPath[],
    outs: outs as WrittenPath[],
    parameters: run.parameters,
  };
  const namesOf = (links: readonly Observation[]): readonly string[] =>
    links.map(({ artifactId }) => nameInDvc(workspace.artifacts.get(artifactId)!).name);
  return { stage, name, reads: namesOf(inputs), writes: namesOf(outputs) };
}

interface PlacedStage extends OrderedStage {
  readonly stage: WrittenStage;
}

function nameInDvc(view: ArtifactView): Reference {
  return view.names.find(isOfDvc) ?? view.names[0]!;
}

/** What a run read or wrote, by its path from the stage's folder; null where its MD5 is not known. */
function pathIn(
  workspace: Workspace,
  { snapshotId, artifactId }: Observation,
  base: string,
): WrittenPath | null {
  const version = snapshotId === null ? undefined : workspace.snapshots.get(snapshotId);
  const view = workspace.artifacts.get(artifactId);
  if (!version || !view || version.snapshot.md5 === null) return null;
  const { md5, byteLength } = version.snapshot;
  const own = nameInDvc(view);
  const path = isOfDvc(own)
    ? relativePath(base, own.name)
    : own.namespace === 'file'
      ? own.name
      : `${own.namespace}/${own.name}`;
  return { path, md5, byteLength, ...bytesTold(view, version) };
}

function relativePath(base: string, path: string): string {
  const [from, to] = [base.split('/').filter((step) => step !== ''), path.split('/')];
  let same = 0;
  while (same < from.length && same < to.length - 1 && from[same] === to[same]) same++;
  return [...from.slice(same).map(() => '..'), ...to.slice(same)].join('/');
}
