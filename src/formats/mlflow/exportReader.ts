import { err, ok, type Result } from '../../lib/result';
import type { LineageFault } from '../../lineage/facts';
import type { FileInto, LineageReader, ReadFile } from '../lineageFormat';
import { folderOf, type LineagePlace } from '../lineagePlace';
import { WarningTally } from '../warningTally';
import { type ExportedObject, exportedRoot } from './exportedObject';
import { exportedRun } from './exportedRun';
import type { MlflowRecord, Pairs } from './records';
import { modelStatusOf } from './runStatus';
import { addMlflowRecord, mlflowStatement } from './statements';
import { versionRecord } from './versionRecord';

/** Reads what mlflow-export-import wrote: a file of JSON for each run, experiment and model, in folders that say which belongs to which. */
export const mlflowExportReader: LineageReader = {
  begin(place) {
    const reading = new ExportReading(place);
    return (path, file) => reading.read(path, file);
  },
  readKept: (record) => mlflowStatement(record as unknown as MlflowRecord),
};

class ExportReading {
  private readonly place: LineagePlace;
  /** Names of experiments by their ids, from all files of the place. */
  private experiments: Promise<ReadonlyMap<string, string>> | null = null;

  constructor(place: LineagePlace) {
    this.place = place;
  }

  async read(path: string, file: FileInto): Promise<Result<ReadFile, LineageFault>> {
    const root = await this.rootOf(path);
    if (!root.ok) return root;
    const warnings = new WarningTally();
    const members = root.value;
    const experiment = members.object('experiment');
    if (experiment) addMlflowRecord(file, experimentRecord(experiment));
    if (members.object('info')) {
      const id = members.object('info')!.text('experiment_id') ?? '';
      const name = await this.experimentName(id, path);
      for (const record of exportedRun(members, name, warnings)) addMlflowRecord(file, record);
    }
    for (const each of members.list('experiments')) this.addLoggedModels(each, file);
    const registered = members.object('registered_model');
    if (registered) await this.addRegistered(registered, path, file, warnings);
    const version = members.object('model_version');
    if (version) await this.addVersion(version, null, path, file, warnings);
    return ok({ warnings: warnings.list(), badEventCount: 0 });
  }

  private async rootOf(path: string): Promise<Result<ExportedObject, LineageFault>> {
    const text = await this.place.readText(path);
    if (!text?.ok) return text ?? err({ place: '', message: 'there is no such file' });
    return exportedRoot(text.value);
  }

  private addLoggedModels(experiment: ExportedObject, file: FileInto): void {
    const name = experiment.text('name') ?? experiment.text('id') ?? '';
    for (const model of experiment.list('logged_models')) {
      const info = model.object('info') ?? model;
      const data = model.object('data') ?? model;
      addMlflowRecord(file, {
        kind: 'loggedModel',
        id: info.text('model_id') ?? '',
        name: info.text('name'),
        experiment: name,
        isDeleted: info.text('lifecycle_stage') === 'deleted',
        createdAt: info.number('creation_timestamp') ?? info.number('creation_timestamp_ms'),
        status: modelStatusOf(info.text('status')),
        type: info.text('model_type'),
        location: info.text('artifact_location') ?? info.text('artifact_uri'),
        sourceRunId: info.text('source_run_id'),
        parameters: data.pairs('params'),
        tags: info.pairs('tags'),
        description: null,
      });
    }
  }

  private async addRegistered(
    model: ExportedObject,
    path: string,
    file: FileInto,
    warnings: WarningTally,
  ): Promise<void> {
    addMlflowRecord(file, {
      kind: 'registeredModel',
      name: model.text('name') ?? '',
      createdAt: model.number('creation_timestamp'),
      description: model.text('description'),
      tags: model.pairs('tags'),
      aliases: aliasesOf(model),
    });
    const versions = [...model.list('versions'), ...model.list('latest_versions')];
    const seen = new Set<string>();
    for (const version of versions) {
      const number = version.text('version') ?? '';
      if (seen.has(number)) continue;
      seen.add(number);
      await this.addVersion(version, model.text('name'), path, file, warnings);
    }
  }

  private async addVersion(
    version: ExportedObject,
    model: string | null,
    path: string,
    file: FileInto,
    warnings: WarningTally,
  ): Promise<void> {
    const experiment = version.text('_experiment_name');
    const record = await versionRecord(
      {
        name: version.text('name') ?? model ?? '',
        version: version.text('version') ?? '',
        createdAt: version.number('creation_timestamp'),
        description: version.text('description'),
        stage: version.text('current_stage'),
        status: version.text('status'),
        source: version.text('source'),
        user: version.text('user_id'),
        runId: version.text('run_id'),
        modelId: version.text('model_id'),
        tags: version.pairs('tags'),
      },
      {
        run: async (id) => {
          const name = experiment ?? (await this.experimentOfRun(path));
          return name === null ? null : { id, experiment: name };
        },
        model: (id) => Promise.resolve({ id, name: null, experiment: null }),
      },
    );
    if (record) addMlflowRecord(file, record);
    else warnings.add('a deleted version of a registered model is left out', version.text('version') ?? '');
  }

  /** A version that is exported alone has its experiment beside it. */
  private async experimentOfRun(path: string): Promise<string | null> {
    const root = await this.rootOf(`${folderOf(path)}/experiment.json`);
    return root.ok ? (root.value.object('experiment')?.text('name') ?? null) : null;
  }

  private async experimentName(id: string, path: string): Promise<string> {
    for (let folder = folderOf(path), level = 0; level < 3; folder = folderOf(folder), level++) {
      const root = await this.rootOf(folder === '' ? 'experiment.json' : `${folder}/experiment.json`);
      const experiment = root.ok ? root.value.object('experiment') : null;
      if (experiment?.text('experiment_id') === id) return experiment.text('name') ?? id;
      if (folder === '') break;
    }
    this.experiments ??= this.allExperiments();
    return (await this.experiments).get(id) ?? id;
  }

  private async allExperiments(): Promise<ReadonlyMap<string, string>> {
    const found = new Map<string, string>();
    for (const path of this.place.list('')) {
      if (!/(?:^|\/)experiments?\.json$/.test(path)) continue;
      const root = await this.rootOf(path);
      const experiments = root.ok ? [root.value.object('experiment'), ...root.value.list('experiments')] : [];
      for (const each of experiments) {
        const id = each?.text('experiment_id') ?? each?.text('id') ?? null;
        const name = each?.text('name') ?? null;
        if (id !== null && name !== null && !found.has(id)) found.set(id, name);
      }
    }
    return found;
  }
}

function experimentRecord(experiment: ExportedObject): MlflowRecord {
  const id = experiment.text('experiment_id') ?? '';
  return {
    kind: 'experiment',
    id,
    name: experiment.text('name') ?? id,
    isDeleted: experiment.text('lifecycle_stage') === 'deleted',
    createdAt: experiment.number('creation_time'),
    location: experiment.text('artifact_location'),
    tags: experiment.pairs('tags'),
  };
}

/** A mapping, or a list of `{alias, version}`. */
function aliasesOf(model: ExportedObject): Pairs {
  const listed = model
    .list('aliases')
    .map((each) => [each.text('alias') ?? '', each.text('version') ?? ''] as const);
  return [...model.pairs('aliases'), ...listed].sort(([a], [b]) => (a < b ? -1 : 1));
}
