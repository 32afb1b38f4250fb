import type { DatasetFact, VersionFact } from '../../lineage/facts';
import type { LockRecord } from '../dvc/pipelineStatements';
import type { GitCommit } from '../git/readCommit';
import type { ReaderPorts } from '../lineageFormat';
import type { LargeFiles } from './largeFiles';
import type { LiveHistories } from './liveHistories';
import type { Revisions } from './revisionPlace';
import { type TrackedPipeline, TrackedPipelines } from './trackedPipelines';
import { TrackedPointers, type TrackedSource } from './trackedPointers';
import type { ValueFile } from './trackedValues';
import {
  dvcRootOf,
  pipelineFolders,
  rootsOf,
  trackedChanges,
  trackedFile,
  type TrackedFolder,
  type TrackedTrees,
} from './trackedTrees';

/** A version that a revision has of an output. */
export interface TrackedVersion {
  /** As the file that tracks it says. */
  readonly dataset: DatasetFact;
  /** As the graph has it: by the MD5, and where that came back after another, by MD5 and commit; with its time. */
  readonly version: VersionFact;
}

/** All that a commit says of what is tracked. */
export interface CommitState {
  readonly tree: string;
  readonly tracked: TrackedFolder | null;
  /** Pointers by path. */
  readonly pointers: ReadonlyMap<string, TrackedSource>;
  /** By folder. */
  readonly pipelines: ReadonlyMap<string, TrackedPipeline>;
  /** Ids of files of parameters and metrics, by path. */
  readonly values: ReadonlyMap<string, ValueFile>;
  /** Versions of outputs, by the key of their dataset. */
  readonly outs: ReadonlyMap<string, TrackedVersion>;
  /** Ids of runs that its locks tell of. */
  readonly runs: ReadonlySet<string>;
}

/** What a commit says before it is known how its versions are called. */
export interface CommitFacts extends Omit<CommitState, 'outs'> {
  readonly outs: ReadonlyMap<string, DatasetFact>;
  readonly changedPointers: readonly string[];
}

/** What is said where there is no parent. */
export const noState: CommitState = {
  tree: '',
  tracked: null,
  pointers: new Map(),
  pipelines: new Map(),
  values: new Map(),
  outs: new Map(),
  runs: new Set(),
};

/** Reads what commits say: of each only what its first parent does not say already. */
export class CommitStates {
  readonly pointers: TrackedPointers;
  readonly pipelines: TrackedPipelines;
  private readonly trees: TrackedTrees;
  private readonly live: LiveHistories;
  private readonly revisions: Revisions;

  constructor(
    trees: TrackedTrees,
    live: LiveHistories,
    large: LargeFiles,
    revisions: Revisions,
    ports: ReaderPorts,
  ) {
    this.trees = trees;
    this.live = live;
    this.revisions = revisions;
    this.pointers = new TrackedPointers(revisions, large, ports);
    this.pipelines = new TrackedPipelines(revisions, ports);
  }

  async read({ tree }: GitCommit, parent: CommitState): Promise<CommitFacts> {
    const tracked = await this.trees.of(tree);
    const outs = new Map([...parent.outs].map(([key, { dataset }]) => [key, dataset]));
    const { pointers, changedPointers } = await this.readPointers(tracked, parent, outs);
    const pipelines = new Map<string, TrackedPipeline>();
    for (const folder of pipelineFolders(tracked)) {
      const file = folder === '' ? 'dvc.yaml' : `${folder}/dvc.yaml`;
      pipelines.set(folder, await this.pipelines.read(tree, folder, dvcRootOf(tracked, file)));
    }
    const changed = [...new Set([...parent.pipelines.keys(), ...pipelines.keys()])].filter(
      (folder) => parent.pipelines.get(folder) !== pipelines.get(folder),
    );
    for (const folder of changed) drop(outs, outputsOf(parent.pipelines.get(folder)));
    for (const folder of changed) put(outs, outputsOf(pipelines.get(folder)));
    const runs =
      changed.length === 0
        ? parent.runs
        : new Set([...pipelines.values()].flatMap((each) => each.runs.map(({ runId }) => runId)));
    const values = await this.readValues(tree, tracked, pipelines);
    return { tree, tracked, pointers, pipelines, values, runs, outs, changedPointers };
  }

  private async readPointers(
    tracked: TrackedFolder | null,
    parent: CommitState,
    outs: Map<string, DatasetFact>,
  ): Promise<{ readonly pointers: CommitState['pointers']; readonly changedPointers: readonly string[] }> {
    const pointers = new Map(parent.pointers);
    const changes = trackedChanges(parent.tracked, tracked).filter(
      ({ path, part }) => part === 'largeFiles' || /(?:\.dvc|(?:^|\/)Dvcfile)$/.test(path),
    );
    // Names are relative to the folder with DVC's settings: where that is another, every pointer says other words.
    const isMoved = rootsOf(parent.tracked).join('\n') !== rootsOf(tracked).join('\n');
    const changed = new Set([...changes.map(({ path }) => path), ...(isMoved ? parent.pointers.keys() : [])]);
    for (const path of changed) {
      drop(outs, parent.pointers.get(path)?.outputs ?? []);
      pointers.delete(path);
    }
    for (const path of changed) {
      const source = await this.pointerAt(tracked, path);
      if (!source) continue;
      pointers.set(path, source);
      put(outs, source.outputs);
    }
    return { pointers, changedPointers: [...changed] };
  }

  private async pointerAt(tracked: TrackedFolder | null, path: string): Promise<TrackedSource | null> {
    const id = trackedFile(tracked, path);
    if (id !== null) return this.pointers.read(path, id, dvcRootOf(tracked, path));
    const large = trackedFile(tracked, path, 'largeFiles');
    return large === null ? null : this.pointers.readLarge(path, large);
  }

  private async readValues(
    tree: string,
    tracked: TrackedFolder | null,
    pipelines: CommitState['pipelines'],
  ): Promise<CommitState['values']> {
    const values = new Map<string, ValueFile>();
    const add = async (path: string, role: ValueFile['role']): Promise<void> => {
      const id = trackedFile(tracked, path) ?? (await this.revisions.fileId(tree, path));
      const root = dvcRootOf(tracked, path);
      if (id === null) return;
      const live = role === 'metrics' ? await this.live.folderBeside(tree, path) : null;
      values.set(path, { role, id, shownPath: root === '' ? path : path.slice(root.length + 1), live });
    };
    // Where no pipeline says which files hold metrics, the usual one does.
    const usual = pipelines.size === 0 ? /^(?:params|metrics)\./ : /^params\.yaml$/;
    for (const folder of new Set(['', ...rootsOf(tracked), ...pipelines.keys()]))
      for (const name of namesIn(tracked, folder))
        if (usual.test(name))
          await add(
            folder === '' ? name : `${folder}/${name}`,
            name.startsWith('p') ? 'parameters' : 'metrics',
          );
    for (const { metricFiles, parameterFiles } of pipelines.values()) {
      for (const path of metricFiles) await add(path, 'metrics');
      for (const path of parameterFiles) await add(path, 'parameters');
    }
    return values;
  }
}

function namesIn(tracked: TrackedFolder | null, path: string): Iterable<string> {
  let folder = tracked;
  for (const part of path === '' ? [] : path.split('/')) folder = folder?.folders.get(part) ?? null;
  return folder?.files.keys() ?? [];
}

function outputsOf(pipeline: TrackedPipeline | undefined): readonly DatasetFact[] {
  return (pipeline?.runs ?? []).flatMap(({ outputs }: LockRecord) =>
    outputs.map((each) => ({ ...each, kind: null, otherNames: [], columnSources: [] })),
  );
}

/** What a dataset is told from others by. */
export function datasetKey({ namespace, name }: Pick<DatasetFact, 'namespace' | 'name'>): string {
  return JSON.stringify([namespace, name]);
}

function drop(outs: Map<string, DatasetFact>, datasets: readonly DatasetFact[]): void {
  for (const dataset of datasets) outs.delete(datasetKey(dataset));
}

function put(outs: Map<string, DatasetFact>, datasets: readonly DatasetFact[]): void {
  for (const dataset of datasets) if (dataset.version?.name != null) outs.set(datasetKey(dataset), dataset);
}
