import { err, ok, type Result } from '../../lib/result';
import type { LineageFault } from '../../lineage/facts';
import { artifactKinds, type ArtifactKind } from '../../versioning/records';
import type { FileInto, ReadFile } from '../lineageFormat';
import { folderOf, type LineagePlace } from '../lineagePlace';
import { pathInRepository } from '../repositoryRoot';
import { ofRepositories } from '../repositoryNames';
import { WarningTally } from '../warningTally';
import { dvcNamespace, joined, pathReference } from './dvcFileStatement';
import { LockReading } from './lockReading';
import { addRecord, type PipelineRecord, pipelineStatement, stageName } from './pipelineStatements';
import { DvcRepositories, dvcRootMarks } from './repository';
import type { DvcStage, DvcStageOut } from './stageList';
import { unreadDeps } from './unreadDeps';

/** Reads the stages of a repository: from `dvc.yaml` what is declared, from `dvc.lock` what ran. */
export const pipelineReader = ofRepositories(
  {
    begin(place, ports) {
      const repositories = new DvcRepositories(place);
      const locks = new LockReading(place, repositories, ports);
      return (path, file) =>
        path.endsWith('.lock') ? locks.read(path, file) : readPipeline(place, repositories, path, file);
    },
    readKept: (record) => pipelineStatement(record as unknown as PipelineRecord),
  },
  dvcRootMarks,
);

async function readPipeline(
  place: LineagePlace,
  repositories: DvcRepositories,
  path: string,
  file: FileInto,
): Promise<Result<ReadFile, LineageFault>> {
  const read = await repositories.yaml(path);
  if (!read.ok) return err(read.error);
  const { stages, unresolved, types, missing } = read.value;
  const root = await repositories.rootOf(path);
  const outs = new KnownOuts(await repositories.allOuts());
  const warnings = new WarningTally();
  for (const stage of stages) {
    const folder = joined(folderOf(path), stage.workingFolder ?? '');
    const base = pathInRepository(root, folder);
    const deps = stage.deps.flatMap((dep) => [
      pathReference(base, dep),
      ...outs
        .around(joined(folder, dep))
        .map((out) => ({ namespace: dvcNamespace, name: pathInRepository(root, out) })),
    ]);
    const record: PipelineRecord = {
      kind: 'stage',
      name: stageName(pathInRepository(root, path), stage.name),
      description: stage.description,
      command: stage.command,
      inputs: deps,
      outputs: stage.outs.map((out) => {
        const reference = pathReference(base, out.path);
        return { ...reference, kind: kindOf(out, types.get(reference.name)) };
      }),
    };
    addRecord(file, record);
    noteTwice(stage, folder, outs, warnings);
    for (const dep of await unreadDeps(place, folder, stage))
      warnings.add(
        'a dependency is named neither by the command of its stage nor in its code',
        `${stage.name}: ${dep}`,
      );
  }
  for (const { name, message } of unresolved) warnings.add(`a stage was left out: ${message}`, name);
  for (const name of missing) warnings.add('a file of variables is not there, or cannot be read', name);
  return ok({ warnings: warnings.list(), badEventCount: 0 });
}

function kindOf({ role, type }: DvcStageOut, artifactType: string | undefined): ArtifactKind | null {
  const said = artifactKinds.find((kind) => kind === (type ?? artifactType));
  return said ?? (role === 'out' ? null : 'report');
}

function noteTwice(stage: DvcStage, folder: string, outs: KnownOuts, warnings: WarningTally): void {
  for (const { path } of stage.outs)
    if (outs.isTwice(joined(folder, path))) warnings.add('two stages write the same output', path);
}

/** The outputs of a place, to find those that a dependency on a folder, or on a part of one, stands for. */
class KnownOuts {
  private readonly sorted: readonly string[];
  private readonly all: ReadonlySet<string>;

  constructor(sorted: readonly string[]) {
    this.sorted = sorted;
    this.all = new Set(sorted);
  }

  isTwice(path: string): boolean {
    const at = this.firstFrom(path);
    return this.sorted[at] === path && this.sorted[at + 1] === path;
  }

  /** Outputs below a path, and those that it lies below. */
  around(path: string): readonly string[] {
    const found: string[] = [];
    for (let folder = folderOf(path); folder !== ''; folder = folderOf(folder))
      if (this.all.has(folder)) found.push(folder);
    const prefix = `${path}/`;
    for (let at = this.firstFrom(prefix); this.sorted[at]?.startsWith(prefix) === true; at++)
      found.push(this.sorted[at]!);
    return found;
  }

  private firstFrom(path: string): number {
    let [low, high] = [0, this.sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.sorted[middle]! < path) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
