import { err, ok, type Result } from '../../lib/result';
import type { LineageFault } from '../../lineage/facts';
import type { FileInto, ReaderPorts, ReadFile } from '../lineageFormat';
import { folderOf, type LineagePlace, resolvePath } from '../lineagePlace';
import { pathInRepository } from '../repositoryRoot';
import { WarningTally } from '../warningTally';
import { dvcNamespace, joined } from './dvcFileStatement';
import { type LockedPath, type LockedStage, lockedStagesOf } from './lockedStages';
import { lockRecordOf, numbersIn } from './lockRecord';
import { compareBytes } from './outBytes';
import { addRecord, type LockedDataset } from './pipelineStatements';
import { DvcRemotes, type RemoteBytes } from './remotes';
import type { DvcRepositories } from './repository';
import type { DvcStage } from './stageList';
import { isMap } from './template';

/** Reads the `dvc.lock` files of a place. */
export class LockReading {
  private readonly place: LineagePlace;
  private readonly repositories: DvcRepositories;
  private readonly ports: ReaderPorts;
  private readonly remotes = new Map<string, Promise<DvcRemotes>>();

  constructor(place: LineagePlace, repositories: DvcRepositories, ports: ReaderPorts) {
    this.place = place;
    this.repositories = repositories;
    this.ports = ports;
  }

  async read(path: string, file: FileInto): Promise<Result<ReadFile, LineageFault>> {
    const values = await this.repositories.values(path);
    if (!values?.ok) return values ?? err({ place: '', message: 'there is no such file' });
    const warnings = new WarningTally();
    if (values.value === null) return ok({ warnings: [], badEventCount: 0 });
    if (!isMap(values.value))
      return err({ place: 'line 1', message: 'a dvc.lock is a mapping, and this is none' });
    const folder = folderOf(path);
    const yaml = await this.repositories.yaml(folder === '' ? 'dvc.yaml' : `${folder}/dvc.yaml`);
    const declared = new Map((yaml.ok ? yaml.value.stages : []).map((stage) => [stage.name, stage]));
    // A stage whose templates could not be filled in is there all the same.
    const left = new Set((yaml.ok ? yaml.value.unresolved : []).map(({ name }) => name));
    const inRepository = pathInRepository(await this.repositories.rootOf(path), path);
    for (const stage of lockedStagesOf(values.value)) {
      const definition = declared.get(stage.name);
      const isGone = declared.size > 0 && !definition && !left.has(stage.name.split('@')[0]!);
      if (isGone) warnings.add('a stage is in dvc.lock, and no longer in dvc.yaml', stage.name);
      await this.addStage(stage, definition, folder, inRepository, file, warnings);
    }
    return ok({ warnings: warnings.list(), badEventCount: 0 });
  }

  private async addStage(
    stage: LockedStage,
    definition: DvcStage | undefined,
    lockFolder: string,
    path: string,
    file: FileInto,
    warnings: WarningTally,
  ): Promise<void> {
    const workingFolder = definition?.workingFolder ?? '';
    const metrics = await this.metricsOf(stage, definition, joined(lockFolder, workingFolder), warnings);
    const record = lockRecordOf(stage, path, workingFolder, this.ports);
    const remotes = await this.remotesOf(lockFolder);
    const outputs = record.outputs.map((output, index) => {
      const remote = remoteOf(output, stage.outs[index]!, definition, remotes);
      return remote ? { ...output, remote } : output;
    });
    addRecord(file, { ...record, outputs, metrics });
  }

  private async remotesOf(folder: string): Promise<DvcRemotes> {
    const root = await this.repositories.rootOf(folder === '' ? 'dvc.lock' : `${folder}/dvc.lock`);
    const known = this.remotes.get(root) ?? DvcRemotes.read(this.place, root);
    this.remotes.set(root, known);
    return known;
  }

  /** The metrics of a run, from files that are as its lock says; notes outputs that are not. */
  private async metricsOf(
    { outs }: LockedStage,
    definition: DvcStage | undefined,
    folder: string,
    warnings: WarningTally,
  ): Promise<Readonly<Record<string, number>>> {
    const found: [string, number][] = [];
    const roles = new Map(definition?.outs.map((out) => [out.path, out.role]));
    for (const out of outs) {
      const path = resolvePath(joined(folder, out.path));
      if (path === null || out.md5 === null || !out.isOfBytes) continue;
      const match = await compareBytes(this.place, path, out, this.ports);
      if (match === 'differs')
        warnings.add('an output is not what dvc.lock says: it was changed since', path);
      if (match !== 'same' || roles.get(out.path) !== 'metric') continue;
      const values = await this.repositories.values(path);
      if (values?.ok) found.push(...numbersIn(values.value, `${out.path}:`));
    }
    return Object.fromEntries(found);
  }
}

/** Where an output of a run would be had: nowhere where its stage says that it is not pushed. */
function remoteOf(
  { namespace, name }: LockedDataset,
  { path, md5, isOfBytes }: LockedPath,
  definition: DvcStage | undefined,
  remotes: DvcRemotes,
): RemoteBytes | null {
  const out = definition?.outs.find((each) => each.path === path);
  if (namespace !== dvcNamespace || out?.isNotPushed) return null;
  return remotes.bytesOf({ path: name, md5, isOfBytes, remote: out?.remote ?? null });
}
