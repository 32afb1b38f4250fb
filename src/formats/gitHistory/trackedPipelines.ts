import { md5Of } from '../dvc/outBytes';
import { joined } from '../dvc/dvcFileStatement';
import { type LockedStage, lockedStagesOf } from '../dvc/lockedStages';
import { lockRecordOf, numbersIn } from '../dvc/lockRecord';
import { type LockRecord, stageName } from '../dvc/pipelineStatements';
import { readYamlValues } from '../dvc/readYamlValues';
import { type DvcYaml, DvcRepositories } from '../dvc/repository';
import type { DvcStage } from '../dvc/stageList';
import { isMap } from '../dvc/template';
import type { YamlMap } from '../dvc/yamlValues';
import { splitLock } from '../dvc/splitLock';
import type { ReaderPorts } from '../lineageFormat';
import { resolvePath } from '../lineagePlace';
import { pathInRepository } from '../repositoryRoot';
import type { OpenedFiles, RevisionPlace, Revisions } from './revisionPlace';

/** A folder's `dvc.yaml` and `dvc.lock` at a revision. The same object stands for the same words. */
export interface TrackedPipeline {
  /** Its stages as they are declared, by the names that DVC gives them. */
  readonly stages: ReadonlyMap<string, DvcStage>;
  /** How its stages ran last, of those that `dvc.yaml` still has. */
  readonly runs: readonly LockRecord[];
  /** Paths in the Git repository of files of metrics and of parameters that it names. */
  readonly metricFiles: readonly string[];
  readonly parameterFiles: readonly string[];
}

interface Known {
  readonly opened: OpenedFiles;
  readonly pipeline: TrackedPipeline;
}

/** A branch and its base may take turns: so many states of a folder are held. */
const mostStates = 8;

/** The pipelines of a history; one is read anew where a file that it was made of is another. */
export class TrackedPipelines {
  private readonly revisions: Revisions;
  private readonly ports: ReaderPorts;
  private readonly known = new Map<string, Known[]>();
  private readonly records = new Map<string, LockRecord>();
  private readonly stages = new Map<string, YamlMap | null>();
  /** Files that cannot be read. */
  readonly malformed = new Set<string>();

  constructor(revisions: Revisions, ports: ReaderPorts) {
    this.revisions = revisions;
    this.ports = ports;
  }

  /** `root` is the folder that DVC's names are relative to. */
  async read(tree: string, folder: string, root: string): Promise<TrackedPipeline> {
    const key = `${root} ${folder}`;
    const states = this.known.get(key) ?? [];
    for (const { opened, pipeline } of states) if (await this.revisions.isSame(tree, opened)) return pipeline;
    const at = this.revisions.placeAt(tree);
    const pipeline = await this.parse(at, folder, root);
    this.known.set(key, [{ opened: at.opened, pipeline }, ...states.slice(0, mostStates - 1)]);
    return pipeline;
  }

  private async parse(at: RevisionPlace, folder: string, root: string): Promise<TrackedPipeline> {
    const below = (name: string): string => (folder === '' ? name : `${folder}/${name}`);
    const read = await new DvcRepositories(at.place).yaml(below('dvc.yaml'));
    const yaml = read.ok ? read.value : null;
    if (!read.ok) this.malformed.add(below('dvc.yaml'));
    const declared = new Map((yaml?.stages ?? []).map((stage) => [stage.name, stage]));
    const left = new Set((yaml?.unresolved ?? []).map(({ name }) => name));
    const runs: LockRecord[] = [];
    for (const stage of await this.lockOf(at, below('dvc.lock'))) {
      const definition = declared.get(stage.name);
      if (!definition && !left.has(stage.name.split('@')[0]!)) continue;
      const record = this.recordOf(stage, below('dvc.lock'), root, definition);
      const metrics = definition ? await this.metricsOf(at, stage, definition, folder) : {};
      runs.push(Object.keys(metrics).length > 0 ? { ...record, metrics } : record);
    }
    const inRepository = pathInRepository(root, below('dvc.yaml'));
    const stages = new Map((yaml?.stages ?? []).map((each) => [stageName(inRepository, each.name), each]));
    return { stages, runs, ...filesOf(yaml, folder) };
  }

  private recordOf(
    stage: LockedStage,
    path: string,
    root: string,
    definition: DvcStage | undefined,
  ): LockRecord {
    const workingFolder = definition?.workingFolder ?? '';
    const inRepository = pathInRepository(root, path);
    const key = JSON.stringify([inRepository, workingFolder, stage.name, stage.entry]);
    const known = this.records.get(key) ?? lockRecordOf(stage, inRepository, workingFolder, this.ports);
    this.records.set(key, known);
    return known;
  }

  /** A lock is written by DVC, a stage below the other: of a next one only the stages that changed are parsed. */
  private async lockOf(at: RevisionPlace, path: string): Promise<readonly LockedStage[]> {
    const text = await at.place.readText(path);
    if (!text?.ok) return [];
    const parts = splitLock(text.value);
    const maps = parts?.map((part) => this.stageOf(part));
    if (maps?.every((each) => each !== null)) {
      const all = new Map(maps.flatMap((each) => [...each]));
      return lockedStagesOf(new Map([['stages', all]]));
    }
    const whole = readYamlValues(text.value);
    if (!whole.ok) this.malformed.add(path);
    return whole.ok && isMap(whole.value) ? lockedStagesOf(whole.value) : [];
  }

  private stageOf(part: string): YamlMap | null {
    const known = this.stages.get(part);
    if (known !== undefined) return known;
    const read = readYamlValues(part);
    const value = read.ok && isMap(read.value) ? read.value : null;
    this.stages.set(part, value);
    return value;
  }

  /** Of metric files that are as the lock says. */
  private async metricsOf(
    { place }: RevisionPlace,
    { outs }: LockedStage,
    definition: DvcStage,
    folder: string,
  ): Promise<Readonly<Record<string, number>>> {
    const found: [string, number][] = [];
    const metrics = new Set(definition.outs.flatMap(({ role, path }) => (role === 'metric' ? path : [])));
    for (const { path, md5, isOfBytes } of outs) {
      if (!metrics.has(path) || md5 === null || !isOfBytes) continue;
      const at = resolvePath(joined(joined(folder, definition.workingFolder ?? ''), path));
      const source = at === null ? null : await place.open(at);
      if (!source || md5Of(await source.read(0, source.byteLength), this.ports) !== md5) continue;
      const values = await new DvcRepositories(place).values(at!);
      if (values?.ok) found.push(...numbersIn(values.value, `${path}:`));
    }
    return Object.fromEntries(found);
  }
}

function filesOf(
  yaml: DvcYaml | null,
  folder: string,
): Pick<TrackedPipeline, 'metricFiles' | 'parameterFiles'> {
  const placed = (base: string, paths: readonly string[]): string[] =>
    paths.flatMap((path) => resolvePath(joined(base, path)) ?? []);
  const stages = (yaml?.stages ?? []).map((stage) => {
    const base = joined(folder, stage.workingFolder ?? '');
    const metrics = stage.outs.flatMap(({ role, path }) => (role === 'metric' ? path : []));
    return { metrics: placed(base, metrics), parameters: placed(base, stage.parameterFiles) };
  });
  return {
    metricFiles: [...placed(folder, yaml?.metricFiles ?? []), ...stages.flatMap(({ metrics }) => metrics)],
    parameterFiles: [
      ...placed(folder, yaml?.parameterFiles ?? []),
      ...stages.flatMap(({ parameters }) => parameters),
    ],
  };
}
