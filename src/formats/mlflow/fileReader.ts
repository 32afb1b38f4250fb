import { err, ok, type Result } from '../../lib/result';
import type { LineageFault } from '../../lineage/facts';
import type { FileInto, LineageReader, ReadFile } from '../lineageFormat';
import { folderOf, type LineagePlace } from '../lineagePlace';
import { WarningTally } from '../warningTally';
import { baseName, FileStores } from './fileStores';
import { type Meta, readMeta } from './metaYaml';
import { isMlmodel, metaKind, type MetaKind } from './metaKind';
import { modelOfDescription, readDescription } from './mlmodel';
import { addFigureLines, ModelFigures } from './modelFigures';
import { addMlflowRecord, mlflowStatement } from './statements';
import type { LoggedModelRecord, MlflowRecord, RegisteredModelRecord } from './records';
import { RunFolders } from './runFolder';
import { modelStatusOf } from './runStatus';
import { versionRecord } from './versionRecord';

/** Reads a store of files: each `meta.yaml` with what lies in its folder. */
export const mlflowFileReader: LineageReader = {
  begin(place, ports) {
    const reading = new FileReading(place, new RunFolders(place, new FileStores(place), ports));
    return (path, file) => reading.read(path, file);
  },
  readKept: (record) => mlflowStatement(record as unknown as MlflowRecord),
};

class FileReading {
  private readonly place: LineagePlace;
  private readonly runs: RunFolders;
  private readonly stores: FileStores;
  private isToldOfArtifacts = false;

  constructor(place: LineagePlace, runs: RunFolders) {
    this.place = place;
    this.runs = runs;
    this.stores = runs.stores;
  }

  async read(path: string, file: FileInto): Promise<Result<ReadFile, LineageFault>> {
    const text = await this.place.readText(path);
    if (!text?.ok) return text ?? err({ place: '', message: 'there is no such file' });
    const meta = readMeta(text.value);
    if (!meta.ok) return meta;
    const warnings = new WarningTally();
    const head = { path, text: text.value };
    const kind = metaKind(head);
    if (kind === null) {
      if (isMlmodel(head) && !(await this.isToldOf(path)))
        addMlflowRecord(file, modelOfDescription(meta.value, path));
    } else if (await this.stores.isBesideDatabase(path, kind)) this.noteArtifacts(path, warnings);
    else await this.add(kind, path, meta.value, file, warnings);
    return ok({ warnings: warnings.list(), badEventCount: 0 });
  }

  private async add(
    kind: MetaKind,
    path: string,
    meta: Meta,
    file: FileInto,
    warnings: WarningTally,
  ): Promise<void> {
    const folder = folderOf(path);
    switch (kind) {
      case 'experiment':
        addMlflowRecord(file, {
          kind,
          id: meta.text('experiment_id') ?? baseName(folder),
          name: meta.text('name') ?? baseName(folder),
          isDeleted: isDeleted(meta),
          createdAt: meta.number('creation_time'),
          location: meta.text('artifact_location'),
          tags: await this.stores.texts(`${folder}/tags`, warnings),
        });
        return;
      case 'run':
        for (const record of await this.runs.read(folder, meta, warnings)) addMlflowRecord(file, record);
        return;
      case 'dataset':
        addMlflowRecord(file, {
          kind,
          name: meta.text('name') ?? '',
          digest: meta.text('digest') ?? '',
          experiment: await this.stores.experimentName(folderOf(folderOf(folder))),
          sourceType: meta.text('source_type'),
          source: meta.text('source'),
          schema: meta.text('schema'),
          profile: meta.text('profile'),
        });
        return;
      case 'loggedModel':
        addMlflowRecord(file, await this.loggedModel(folder, meta, warnings));
        return;
      case 'registeredModel':
        addMlflowRecord(file, await this.registeredModel(folder, meta, warnings));
        return;
      case 'modelVersion':
        return this.addVersion(folder, meta, file, warnings);
    }
  }

  private async loggedModel(folder: string, meta: Meta, warnings: WarningTally): Promise<LoggedModelRecord> {
    return {
      kind: 'loggedModel',
      id: meta.text('model_id') ?? baseName(folder),
      name: meta.text('name'),
      experiment: await this.stores.experimentName(folderOf(folderOf(folder))),
      isDeleted: isDeleted(meta),
      createdAt: meta.number('creation_timestamp'),
      status: modelStatusOf(meta.text('status')),
      type: meta.text('model_type'),
      location: meta.text('artifact_location'),
      sourceRunId: meta.text('source_run_id'),
      parameters: await this.stores.texts(`${folder}/params`, warnings),
      tags: await this.stores.texts(`${folder}/tags`, warnings),
      ...(await this.figuresOf(folder, warnings)),
      description: await readDescription(this.place, `${folder}/artifacts`),
    };
  }

  private async figuresOf(
    folder: string,
    warnings: WarningTally,
  ): Promise<Pick<LoggedModelRecord, 'figures'>> {
    const figures = new ModelFigures();
    for (const [name, text] of await this.stores.texts(`${folder}/metrics`, warnings))
      for (const line of addFigureLines(name, text, figures))
        warnings.add('a line of a metric was left out', `${folder}/metrics/${name}, line ${line}`);
    const all = figures.end();
    return all.length > 0 ? { figures: all } : {};
  }

  /** An alias is told in `meta.yaml`, in a file of its own, or in both; the file holds. */
  private async registeredModel(
    folder: string,
    meta: Meta,
    warnings: WarningTally,
  ): Promise<RegisteredModelRecord> {
    const files = await this.stores.texts(`${folder}/aliases`, warnings);
    const aliases = new Map([...meta.map('aliases').pairs(), ...files]);
    return {
      kind: 'registeredModel',
      name: meta.text('name') ?? baseName(folder),
      createdAt: meta.number('creation_timestamp'),
      description: meta.text('description'),
      tags: await this.stores.texts(`${folder}/tags`, warnings),
      aliases: [...aliases].map(([alias, version]) => [alias, version.trim()] as const).sort(byName),
    };
  }

  private async addVersion(
    folder: string,
    meta: Meta,
    file: FileInto,
    warnings: WarningTally,
  ): Promise<void> {
    const version = await versionRecord(
      {
        name: meta.text('name') ?? baseName(folderOf(folder)),
        version: meta.text('version') ?? baseName(folder).replace(/^version-/, ''),
        createdAt: meta.number('creation_timestamp'),
        description: meta.text('description'),
        stage: meta.text('current_stage'),
        status: meta.text('status'),
        source: meta.text('source'),
        user: meta.text('user_id'),
        runId: meta.text('run_id'),
        modelId: meta.text('model_id'),
        tags: await this.stores.texts(`${folder}/tags`, warnings),
      },
      this.stores,
    );
    if (version) addMlflowRecord(file, version);
    else warnings.add('a deleted version of a registered model is left out', folder);
  }

  /** Whether the store that a model's files lie in tells of the model itself. */
  private async isToldOf(path: string): Promise<boolean> {
    const owner = /^(.*?)((?:^|\/)(?:[^/]+)(?:\/models)?\/[^/]+)\/artifacts\//.exec(path);
    if (!owner) return false;
    const [, root = '', inside = ''] = owner;
    const isOfFiles = (await this.place.open(`${root}${inside}/meta.yaml`)) !== null;
    return isOfFiles || this.stores.hasDatabase(folderOf(root));
  }

  private noteArtifacts(path: string, warnings: WarningTally): void {
    if (this.isToldOfArtifacts) return;
    this.isToldOfArtifacts = true;
    warnings.add('the folder lies beside a mlflow.db and holds its artifacts: its runs are not read', path);
  }
}

function isDeleted(meta: Meta): boolean {
  return meta.text('lifecycle_stage') === 'deleted';
}

function byName([a]: readonly [string, string], [b]: readonly [string, string]): number {
  return a < b ? -1 : 1;
}
