import { writeDvcLock, type WrittenPath, type WrittenStage } from '../../formats/dvc/writeDvcLock';
import { toolOf } from '../../formats/toolNamespaces';
import { ok, type Result } from '../../lib/result';
import { lastClaim } from '../../lineage/claims';
import type { Observation, Reference } from '../../lineage/records';
import { comparePaths } from '../../versioning/tree';
import { loadWorkspace } from '../core/loadWorkspace';
import type { OperationFailure } from '../core/outcome';
import type { OperationPorts } from '../core/ports';
import type { ArtifactView, JobView, RunView, SnapshotView, Workspace } from '../core/workspace';
import { type OrderedStage, stagesInOrder } from './stagesInOrder';
import { pointerFileOf } from '../taking/pointerText';
import type { FileFormat } from './exportFileFormats';
import { type ExportScope, type LineageSelectionIds, selectLineage } from './lineageSelection';

/** What an export of files makes, and what of the graph such files cannot say. */
export interface ExportedFiles {
  /** In byte order of their paths, which stay below the folder that they are written in. */
  readonly files: readonly { readonly path: string; readonly text: string }[];
  readonly leftOut: readonly { readonly reason: string; readonly count: number }[];
}

/** What a scope takes of a workspace's lineage as pointers of DVC or git-lfs, or as locks of DVC: for each dataset its last version, for each stage its last run. */
export async function exportFiles(
  ports: OperationPorts,
  scope: ExportScope,
  format: FileFormat,
): Promise<Result<ExportedFiles, OperationFailure>> {
  const workspace = await loadWorkspace(ports.store);
  if (!workspace.ok) return workspace;
  const ids = selectLineage(workspace.value, scope);
  if (!ids.ok) return ids;
  const made = new Made();
  if (format === 'dvc-lock') addLocks(workspace.value, ids.value, made);
  else addPointers(workspace.value, ids.value, format, made);
  return ok(made.end());
}

class Made {
  private readonly files = new Map<string, string>();
  private readonly reasons = new Map<string, number>();

  leaveOut(reason: string): void {
    this.reasons.set(reason, (this.reasons.get(reason) ?? 0) + 1);
  }

  add(path: string, text: string): void {
    if (this.files.has(path)) this.leaveOut('another one has the same path');
    else this.files.set(path, text);
  }

  end(): ExportedFiles {
    return {
      files: [...this.files]
        .map(([path, text]) => ({ path, text }))
        .sort((a, b) => comparePaths(a.path, b.path)),
      leftOut: [...this.reasons].map(([reason, count]) => ({ reason, count })),
    };
  }
}

const dvcNamespace = 'dvc';

function addPointers(
  workspace: Workspace,
  ids: LineageSelectionIds,
  format: 'dvc' | 'git-lfs',
  made: Made,
): void {
  const written = format === 'dvc' ? writtenByStages(workspace) : null;
  for (const view of workspace.artifacts.values()) {
    if (!ids.artifacts.has(view.artifact.id)) continue;
    const version = view.snapshots.findLast(({ snapshot }) => ids.snapshots.has(snapshot.id));
    const path = pathOf(view, format);
    if (!version) made.leaveOut('no version of it is known');
    else if (path === null) made.leaveOut('its name is no path below a folder');
    else if (written?.get(view.artifact.id) !== undefined) made.leaveOut(written.get(view.artifact.id)!);
    else addPointer(view, version, path, format, made);
  }
}

function addPointer(
  view: ArtifactView,
  version: SnapshotView,
  path: string,
  format: 'dvc' | 'git-lfs',
  made: Made,
): void {
  const { fileCount, isExecutable } = bytesTold(view, version);
  const file = pointerFileOf(format, path, version.snapshot, fileCount, isExecutable || undefined);
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  if (file) made.add(`${folder}${file.name}`, file.text);
  else
    made.leaveOut(
      format === 'dvc'
        ? 'its MD5, size or number of files is not known'
        : 'its SHA-256 or size is not known, or it is a folder',
    );
}

/** Why DVC keeps no pointer of its own to what its stages write or only read, and what was imported; by artifact. */
function writtenByStages({ observations, jobs }: Workspace): ReadonlyMap<string, string> {
  const imports = new Set(observations.flatMap(({ role, jobId }) => (role === 'input' ? [jobId] : [])));
  const found = new Map<string, string>();
  const pointed = new Set<string>();
  for (const { role, jobId, artifactId } of observations) {
    const job = jobs.get(jobId)?.job;
    if (!job || !isOfDvc(job)) continue;
    if (role === 'input')
      found.set(artifactId, found.get(artifactId) ?? 'a stage reads it, and DVC does not keep it');
    else if (!isPointerJob(job)) found.set(artifactId, 'a stage writes it, so dvc.lock has it');
    else if (imports.has(jobId)) found.set(artifactId, 'it was imported, and its pointer says from where');
    else pointed.add(artifactId);
  }
  for (const artifactId of pointed) found.delete(artifactId);
  return found;
}

/** Whether a name is DVC's, in whatever repository. */
function isOfDvc({ namespace }: Reference): boolean {
  return toolOf(namespace) === dvcNamespace;
}

/** A `.dvc` file is a job of its own name. */
function isPointerJob({ name }: Reference): boolean {
  return name.endsWith('.dvc') || name.endsWith('Dvcfile');
}

/** The name of a dataset that is a path, that of the tool first; null where none is. */
function pathOf(view: ArtifactView, format: 'dvc' | 'git-lfs'): string | null {
  const rank = ({ namespace }: Reference): number =>
    [format, dvcNamespace, 'git-lfs', 'file'].indexOf(toolOf(namespace) ?? namespace);
  const paths = view.names.filter(
    (name) => isPathBelow(name.name) && (rank(name) !== -1 || isPlain(name.name)),
  );
  const known = paths.filter((name) => rank(name) !== -1).sort((a, b) => rank(a) - rank(b));
  return (known[0] ?? paths[0])?.name ?? null;
}

/** Whether a name may be a file below any folder. */
function isPathBelow(name: string): boolean {
  const steps = name.split('/');
  return (
    name.length < 1024 &&
    !/[\\\p{Cc}]|^[A-Za-z]:/u.test(name) &&
    steps.every((step) => step !== '' && step !== '.' && step !== '..' && !/^\.(?:git|dvc)$/i.test(step))
  );
}

/** Whether a name that no tool gives as a path looks like one all the same. */
function isPlain(name: string): boolean {
  return !/[:*?"<>|]/.test(name);
}

function bytesTold(
  view: ArtifactView,
  { snapshot }: SnapshotView,
): { readonly fileCount: number | null; readonly isExecutable: boolean } {
  const claims = view.claims.filter(({ snapshotId }) => snapshotId === snapshot.id);
  const fileCount = lastClaim(claims, 'statistics')?.fileCount ?? null;
  const tags = lastClaim(claims, 'tags')?.tags ?? [];
  return { fileCount, isExecutable: tags.some(({ key }) => key === 'isexec') };
}

function addLocks(workspace: Workspace, ids: LineageSelectionIds, made: Made): void {
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
