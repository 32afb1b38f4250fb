import type { LineagePlace } from '../lineagePlace';
import type { SqliteDatabase } from '../sqlite/database';
import type { WarningTally } from '../warningTally';
import { pairsBy, type Row, rowsOf } from './databaseRows';
import { readDatasets, readLinks } from './databaseLinks';
import { databaseMetrics } from './databaseMetrics';
import { modelVersions, registeredModels } from './databaseModels';
import { databaseFigures } from './modelFigures';
import { modelsOfHistory, readDescription } from './mlmodel';
import type {
  DatasetInput,
  DatasetRecord,
  LoggedModelRecord,
  MlflowRecord,
  ModelName,
  Pairs,
  RunMetric,
  RunRecord,
} from './records';
import { modelStatusOf, runStatusOf } from './runStatus';
import type { SourceFiles } from './sourceFiles';

/** Where a database lies, and what is found beside it. */
export interface DatabasePlace {
  readonly place: LineagePlace;
  readonly folder: string;
  readonly sources: SourceFiles;
  readonly warnings: WarningTally;
}

/** A store in a database, whose tables are small but for that of metrics. */
export class DatabaseStore {
  private readonly database: SqliteDatabase;
  private readonly at: DatabasePlace;
  /** Experiments' names by their ids. */
  private readonly experiments: ReadonlyMap<string, string>;
  private readonly experimentOfRun: ReadonlyMap<string, string>;
  private readonly models: ReadonlyMap<string, ModelName>;

  private constructor(
    database: SqliteDatabase,
    at: DatabasePlace,
    experiments: ReadonlyMap<string, string>,
    experimentOfRun: ReadonlyMap<string, string>,
    models: ReadonlyMap<string, ModelName>,
  ) {
    this.database = database;
    this.at = at;
    this.experiments = experiments;
    this.experimentOfRun = experimentOfRun;
    this.models = models;
  }

  static async open(database: SqliteDatabase, at: DatabasePlace): Promise<DatabaseStore> {
    const experiments = new Map(
      (await rowsOf(database, 'experiments', ['experiment_id', 'name'])).map((row) => [
        row.text('experiment_id')!,
        row.text('name') ?? row.text('experiment_id')!,
      ]),
    );
    const nameOf = (id: string | null): string => (id === null ? '' : (experiments.get(id) ?? id));
    const runs = (await rowsOf(database, 'runs', ['run_uuid', 'experiment_id'])).map(
      (row) => [row.text('run_uuid')!, nameOf(row.text('experiment_id'))] as const,
    );
    const models = (await rowsOf(database, 'logged_models', ['model_id', 'name', 'experiment_id'])).map(
      (row) => {
        const id = row.text('model_id')!;
        return [id, { id, name: row.text('name'), experiment: nameOf(row.text('experiment_id')) }] as const;
      },
    );
    return new DatabaseStore(database, at, experiments, new Map(runs), new Map(models));
  }

  run(id: string): Promise<{ readonly id: string; readonly experiment: string } | null> {
    const experiment = this.experimentOfRun.get(id);
    return Promise.resolve(experiment === undefined ? null : { id, experiment });
  }

  model(id: string): Promise<ModelName> {
    return Promise.resolve(this.models.get(id) ?? { id, name: null, experiment: null });
  }

  async *records(): AsyncGenerator<MlflowRecord, void> {
    yield* this.experimentRecords();
    const datasets = await readDatasets(this.database, (row) => this.experimentName(row));
    yield* datasets.values();
    yield* this.runRecords(datasets);
    yield* this.loggedModels();
    yield* registeredModels(this.database);
    yield* modelVersions(this.database, this, this.at.warnings);
  }

  private async *experimentRecords(): AsyncGenerator<MlflowRecord, void> {
    const tags = await pairsBy(this.database, 'experiment_tags', 'experiment_id');
    const columns = ['experiment_id', 'name', 'lifecycle_stage', 'creation_time', 'artifact_location'];
    for (const row of await rowsOf(this.database, 'experiments', columns)) {
      const id = row.text('experiment_id')!;
      yield {
        kind: 'experiment',
        id,
        name: row.text('name') ?? id,
        isDeleted: isDeleted(row),
        createdAt: row.number('creation_time'),
        location: row.text('artifact_location'),
        tags: tags.get(id) ?? [],
      };
    }
  }

  private async *runRecords(
    datasets: ReadonlyMap<string, DatasetRecord>,
  ): AsyncGenerator<MlflowRecord, void> {
    const links = await readLinks(this.database, datasets, this.at.warnings);
    const parameters = await pairsBy(this.database, 'params', 'run_uuid');
    const tags = await pairsBy(this.database, 'tags', 'run_uuid');
    const metrics = await databaseMetrics(this.database);
    const columns = [
      'run_uuid',
      'name',
      'experiment_id',
      'user_id',
      'status',
      'lifecycle_stage',
      'start_time',
      'end_time',
      'artifact_uri',
    ];
    for (const row of await rowsOf(this.database, 'runs', columns)) {
      const id = row.text('run_uuid')!;
      const experiment = this.experimentName(row);
      const own = tags.get(id) ?? [];
      const models = await this.historyModels(row, id, own);
      yield* models;
      yield this.runRecord(row, {
        parameters: parameters.get(id) ?? [],
        tags: own,
        metrics: metrics.get(id)?.() ?? [],
        datasets: await this.inputsOf(links.datasets.get(id) ?? [], experiment),
        modelInputs: (links.modelInputs.get(id) ?? []).map((model) => this.modelNamed(model)),
        modelOutputs: [
          ...(links.modelOutputs.get(id) ?? []).map(([model, step]) => ({ ...this.modelNamed(model), step })),
          ...models.map(({ id: model, name }) => ({ id: model, name, experiment, step: null })),
        ],
      });
      metrics.delete(id);
    }
  }

  private runRecord(
    row: Row,
    parts: Pick<RunRecord, 'parameters' | 'tags' | 'datasets' | 'modelInputs' | 'modelOutputs'> & {
      readonly metrics: readonly RunMetric[];
    },
  ): RunRecord {
    return {
      kind: 'run',
      id: row.text('run_uuid')!,
      name: row.text('name') === '' ? null : row.text('name'),
      experiment: this.experimentName(row),
      status: runStatusOf(row.text('status')),
      isDeleted: isDeleted(row),
      startedAt: row.number('start_time'),
      endedAt: row.number('end_time'),
      user: row.text('user_id'),
      location: row.text('artifact_uri'),
      ...parts,
    };
  }

  private async inputsOf(
    inputs: readonly { readonly dataset: DatasetRecord; readonly tags: Pairs }[],
    experiment: string,
  ): Promise<readonly DatasetInput[]> {
    const found: DatasetInput[] = [];
    for (const { dataset, tags } of inputs) {
      const file = await this.at.sources.find(dataset);
      found.push({ name: dataset.name, digest: dataset.digest, experiment, tags, file });
    }
    return found;
  }

  private async historyModels(row: Row, id: string, tags: Pairs): Promise<readonly LoggedModelRecord[]> {
    const described: LoggedModelRecord[] = [];
    for (const model of modelsOfHistory(tags, id, this.experimentName(row))) {
      const own = await this.description(`${row.text('artifact_uri') ?? ''}/${model.name}`);
      described.push({ ...model, description: own ?? model.description });
    }
    return described;
  }

  private async *loggedModels(): AsyncGenerator<MlflowRecord, void> {
    const columns = [
      'model_id',
      'experiment_id',
      'name',
      'artifact_location',
      'creation_timestamp_ms',
      'status',
      'lifecycle_stage',
      'model_type',
      'source_run_id',
    ];
    const parameters = await pairsBy(this.database, 'logged_model_params', 'model_id', [
      'param_key',
      'param_value',
    ]);
    const tags = await pairsBy(this.database, 'logged_model_tags', 'model_id', ['tag_key', 'tag_value']);
    const figures = await databaseFigures(this.database);
    for (const row of await rowsOf(this.database, 'logged_models', columns)) {
      const id = row.text('model_id')!;
      yield {
        kind: 'loggedModel',
        ...this.modelNamed(id),
        isDeleted: isDeleted(row),
        createdAt: row.number('creation_timestamp_ms'),
        status: modelStatusOf(row.text('status')),
        type: row.text('model_type'),
        location: row.text('artifact_location'),
        sourceRunId: row.text('source_run_id'),
        parameters: parameters.get(id) ?? [],
        tags: tags.get(id) ?? [],
        ...(figures.has(id) && { figures: figures.get(id)!.end() }),
        description: await this.description(row.text('artifact_location') ?? ''),
      };
    }
  }

  /** The `MLmodel` in a folder of artifacts: a path of another machine goes on from its `mlruns` beside the database. */
  private description(location: string): ReturnType<typeof readDescription> {
    const inside = /(?:^|\/)(ml(?:runs|artifacts)\/.*)$/.exec(location)?.[1];
    const { folder, place } = this.at;
    if (inside === undefined) return Promise.resolve(null);
    return readDescription(place, folder === '' ? inside : `${folder}/${inside}`);
  }

  private modelNamed(id: string): ModelName {
    return this.models.get(id) ?? { id, name: null, experiment: null };
  }

  private experimentName(row: Row): string {
    const id = row.text('experiment_id') ?? '';
    return this.experiments.get(id) ?? id;
  }
}

function isDeleted(row: Row): boolean {
  return row.text('lifecycle_stage') === 'deleted';
}
