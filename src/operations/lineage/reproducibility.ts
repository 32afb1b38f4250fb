import {
  judgeRun,
  wholeTruth,
  type BytesState,
  type ReproducibilityClause,
  type RunFacts,
  type Truth,
} from '../../gates/reproducibility/clauses';
import type { Observation } from '../../lineage/records';
import { sameJson } from '../../lib/sameJson';
import type { Digest } from '../../versioning/digest';
import type { Json } from '../../lib/json';
import type { SnapshotId } from '../../versioning/records';
import { runsThatWrote } from '../core/runsThatWrote';
import type { RunView, SnapshotView, Workspace } from '../core/workspace';

/** What is at hand beside a workspace: digests of files, by their paths. */
export interface FilesAtHand {
  readonly digests: ReadonlySet<string>;
  /** The digest of a file by its path. */
  readonly byPath: ReadonlyMap<string, string>;
}

/** Nothing is at hand but what the workspace keeps. */
export const noFiles: FilesAtHand = { digests: new Set(), byPath: new Map() };

/** Whether a second run gave the same [R8]. */
export interface Repeated {
  readonly kind: 'verified' | 'broken' | 'claimed';
  /** What tells that outputs are equal; null where it is not verified. */
  readonly by: 'digest' | 'logicalDigest' | null;
  /** The other run; null where there is none. */
  readonly run: RunView | null;
}

/** Whether a run can be made again. */
export interface RunReproducibility {
  readonly run: RunView;
  readonly holds: Truth;
  readonly clauses: readonly ReproducibilityClause[];
  readonly repeated: Repeated;
}

/** The same of a version, over everything that it was made from. */
export interface VersionReproducibility {
  readonly version: SnapshotView;
  readonly name: string;
  readonly holds: Truth;
  /** The runs of its ancestry, nearest first. */
  readonly runs: readonly RunReproducibility[];
  /** The run to mend first; null where none has to be. */
  readonly weakest: RunReproducibility | null;
  /** Versions that no run is known to have made, and that are no sources; their names. */
  readonly unmade: readonly string[];
}

/** Whether a run can be made again, by what the workspace knows of it. */
export function reproducibilityOfRun(
  workspace: Workspace,
  view: RunView,
  files: FilesAtHand = noFiles,
): RunReproducibility {
  const clauses = judgeRun(factsOf(workspace, view, files));
  return { run: view, clauses, holds: wholeTruth(clauses), repeated: repeatedOf(workspace, view) };
}

/** The same of a version and all that it was made from [R9]. */
export function reproducibilityOfVersion(
  workspace: Workspace,
  version: SnapshotView,
  files: FilesAtHand = noFiles,
): VersionReproducibility {
  const { runs, unmade } = ancestry(workspace, version);
  const judged = runs.map((run) => reproducibilityOfRun(workspace, run, files));
  const missing = unmade.map(() => ({ holds: null }));
  const first = (truth: Truth) => judged.find(({ holds }) => holds === truth);
  return {
    version,
    name: titleOf(workspace, version),
    holds: wholeTruth([...judged, ...missing]),
    runs: judged,
    weakest: first(false) ?? first(null) ?? null,
    unmade: unmade.map((each) => titleOf(workspace, each)),
  };
}

function titleOf(workspace: Workspace, { artifactId, snapshot }: SnapshotView): string {
  return `${workspace.artifacts.get(artifactId)?.name ?? artifactId} v${snapshot.sequence}`;
}

/** Runs step by step back from a version; of one step by the names of their jobs. */
function ancestry(
  workspace: Workspace,
  start: SnapshotView,
): { readonly runs: readonly RunView[]; readonly unmade: readonly SnapshotView[] } {
  const seen = new Set<SnapshotId>([start.snapshot.id]);
  const runs = new Map<string, RunView>();
  const unmade: SnapshotView[] = [];
  let step: readonly SnapshotView[] = [start];
  while (step.length > 0) {
    const made = step.flatMap((version) => {
      const own = runsThatWrote(workspace, version.snapshot.id);
      const isSource = version !== start && version.snapshot.source.kind !== 'import';
      if (own.length === 0 && !isSource) unmade.push(version);
      return own;
    });
    made.sort((a, b) => compareText(a.job.name, b.job.name) || compareText(a.run.id, b.run.id));
    const next: SnapshotView[] = [];
    for (const view of made) {
      if (runs.has(view.run.id)) continue;
      runs.set(view.run.id, view);
      for (const { snapshotId } of view.inputs) {
        const input = snapshotId === null ? undefined : workspace.snapshots.get(snapshotId);
        if (!input || seen.has(input.snapshot.id)) continue;
        seen.add(input.snapshot.id);
        next.push(input);
      }
    }
    step = next;
  }
  return { runs: [...runs.values()], unmade };
}

function factsOf(workspace: Workspace, { run, inputs, outputs }: RunView, files: FilesAtHand): RunFacts {
  return {
    inputs: inputs.map((observed) => ({
      ...pinnedOf(workspace, observed),
      bytes: bytesOf(workspace, observed, files),
    })),
    outputs: outputs.map((observed) => pinnedOf(workspace, observed)),
    codeVersion: run.codeVersion,
    workTree: workTreeOf(workspace, run.codeVersion),
    environment: run.environment,
    parameterNames: Object.keys(run.parameters),
    seed: run.seed,
  };
}

function versionOf(workspace: Workspace, { snapshotId }: Observation): SnapshotView | undefined {
  return snapshotId === null ? undefined : workspace.snapshots.get(snapshotId);
}

function pinnedOf(workspace: Workspace, observed: Observation) {
  const name = workspace.artifacts.get(observed.artifactId)?.name ?? observed.artifactId;
  return { name, digest: pinOf(versionOf(workspace, observed)) };
}

/** The SHA-256, else the MD5 by which DVC pins it. */
function pinOf(version: SnapshotView | undefined): string | null {
  return version?.snapshot.digest ?? version?.snapshot.md5 ?? null;
}

function bytesOf(workspace: Workspace, observed: Observation, { digests, byPath }: FilesAtHand): BytesState {
  const version = versionOf(workspace, observed);
  const digest = pinOf(version);
  if (version === undefined) return 'notAtHand';
  if (digest !== null && digests.has(digest)) return 'verified';
  if (version.bytes.kind === 'here' || version.bytes.kind === 'freed') return 'verified';
  const name = workspace.artifacts.get(observed.artifactId)?.name ?? '';
  const there = [...byPath.keys()].find((path) => path === name || path.endsWith(`/${name}`));
  if (digest !== null && there !== undefined) return 'other';
  return version.bytes.kind === 'pointer' ? 'claimed' : 'notAtHand';
}

/** As the folders say that stood at the same commit. */
function workTreeOf(workspace: Workspace, codeVersion: string | null): RunFacts['workTree'] {
  if (codeVersion === null) return null;
  const states = new Set<string>();
  for (const { code } of workspace.snapshots.values())
    for (const { commit, workTree } of code)
      if (commit !== null && commit.startsWith(codeVersion)) states.add(workTree);
  return states.has('changed') ? 'changed' : states.has('clean') ? 'clean' : null;
}

/** The latest other run of the job with the same inputs, code and parameters, and whether it gave the same. */
function repeatedOf(workspace: Workspace, view: RunView): Repeated {
  const none: Repeated = { kind: 'claimed', by: null, run: null };
  if (view.outputs.length === 0) return none;
  const runs = workspace.jobs.get(view.job.id)?.runs ?? [];
  const other = runs.findLast((each) => each.run.id !== view.run.id && isSameStart(workspace, view, each));
  if (!other) return none;
  const of = (run: RunView, digest: (version: SnapshotView) => Digest | null) =>
    outputsBy(workspace, run, digest);
  const bytes = (version: SnapshotView): Digest | null => version.snapshot.digest;
  const rows = (version: SnapshotView): Digest | null => version.reading?.logicalDigest ?? null;
  for (const [by, digest] of [
    ['digest', bytes],
    ['logicalDigest', rows],
  ] as const) {
    const [mine, theirs] = [of(view, digest), of(other, digest)];
    if (mine !== null && theirs !== null && sameJson(mine, theirs))
      return { kind: 'verified', by, run: other };
  }
  const isKnown = view.run.codeVersion !== null && of(view, bytes) !== null && of(other, bytes) !== null;
  return isKnown ? { kind: 'broken', by: null, run: other } : none;
}

function isSameStart(workspace: Workspace, a: RunView, b: RunView): boolean {
  const start = (run: RunView): Json => {
    const inputs = run.inputs.map(
      (each) => `${each.artifactId} ${versionOf(workspace, each)?.snapshot.digest ?? ''}`,
    );
    const isPinned = inputs.every((each) => !each.endsWith(' '));
    const { codeVersion, parameters, seed } = run.run;
    return isPinned ? [inputs.toSorted(), codeVersion, parameters, seed] : null;
  };
  const own = start(a);
  return own !== null && sameJson(own, start(b));
}

/** Artifact and digest of each output, in order; null where one is not known. */
function outputsBy(
  workspace: Workspace,
  { outputs }: RunView,
  digest: (version: SnapshotView) => Digest | null,
): readonly string[] | null {
  const found = outputs.map((each) => {
    const version = versionOf(workspace, each);
    const own = version && digest(version);
    return own ? `${each.artifactId} ${own}` : null;
  });
  return found.length > 0 && found.every((each) => each !== null) ? found.toSorted() : null;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
