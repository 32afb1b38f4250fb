import type { ReaderPorts } from '../lineageFormat';
import { folderOf, type LineagePlace } from '../lineagePlace';
import type { WarningTally } from '../warningTally';
import { baseName, type FileStores } from './fileStores';
import type { Meta } from './metaYaml';
import { readMetricLines } from './metricLines';
import { modelsOfHistory, readDescription } from './mlmodel';
import type { DatasetInput, LoggedModelRecord, ModelName, RunMetric, RunRecord } from './records';
import { runStatusOf } from './runStatus';
import { SourceFiles } from './sourceFiles';

/** Reads the folders of runs. */
export class RunFolders {
  readonly stores: FileStores;
  private readonly place: LineagePlace;
  private readonly sources: SourceFiles;

  constructor(place: LineagePlace, stores: FileStores, ports: ReaderPorts) {
    this.place = place;
    this.stores = stores;
    this.sources = new SourceFiles(place, ports);
  }

  /** A run, and the models that it logged as MLflow 2 did. */
  async read(
    folder: string,
    meta: Meta,
    warnings: WarningTally,
  ): Promise<readonly (RunRecord | LoggedModelRecord)[]> {
    const id = meta.text('run_id') ?? meta.text('run_uuid') ?? baseName(folder);
    const experiment = await this.stores.experimentName(folderOf(folder));
    const tags = await this.stores.texts(`${folder}/tags`, warnings);
    const models = modelsOfHistory(tags, id, experiment);
    const described: LoggedModelRecord[] = [];
    for (const model of models) {
      const own = await readDescription(this.place, `${folder}/artifacts/${model.name}`);
      described.push({ ...model, description: own ?? model.description });
    }
    const inputs = await this.stores.metasIn(`${folder}/inputs`);
    const outputs = await this.stores.metasIn(`${folder}/outputs`);
    const run: RunRecord = {
      kind: 'run',
      id,
      name: meta.text('run_name') ?? nameOf(meta),
      experiment,
      status: runStatusOf(meta.text('status')),
      isDeleted: meta.text('lifecycle_stage') === 'deleted',
      startedAt: meta.number('start_time'),
      endedAt: meta.number('end_time'),
      user: meta.text('user_id'),
      location: meta.text('artifact_uri'),
      parameters: await this.stores.texts(`${folder}/params`, warnings),
      tags,
      metrics: await this.metrics(folder, warnings),
      datasets: await this.datasets(folder, experiment, inputs, warnings),
      modelInputs: await this.modelsNamed(inputs),
      modelOutputs: [
        ...(await this.modelsNamed(outputs)),
        ...models.map(({ id: modelId, name }) => ({ id: modelId, name, experiment, step: null })),
      ],
    };
    return [run, ...described];
  }

  private async metrics(folder: string, warnings: WarningTally): Promise<readonly RunMetric[]> {
    const metrics: RunMetric[] = [];
    for (const [name, text] of await this.stores.texts(`${folder}/metrics`, warnings)) {
      const { metric, skewedSteps, badLines } = readMetricLines(name, text);
      if (metric) metrics.push(metric);
      const place = `${folder}/metrics/${name}`;
      if (skewedSteps > 0)
        warnings.add(
          'MLflow reads the step of a metric with a dataset as 0; here it is the step that the file has',
          place,
        );
      if (badLines.length > 0)
        warnings.add('a line of a metric was left out', `${place}, line ${badLines[0]}`);
    }
    return metrics;
  }

  /** Inputs and outputs name the run by their folder: both ids in their files are of the dataset or model. */
  private async datasets(
    folder: string,
    experiment: string,
    inputs: readonly (readonly [string, Meta])[],
    warnings: WarningTally,
  ): Promise<readonly DatasetInput[]> {
    const found: DatasetInput[] = [];
    for (const [, input] of inputs) {
      if (input.text('source_type') !== 'DATASET') continue;
      const dataset = await this.stores.meta(`${folderOf(folder)}/datasets/${input.text('source_id')}`);
      const [name, digest] = [dataset.text('name'), dataset.text('digest')];
      if (name === null || digest === null) {
        warnings.add('an input names a dataset that is not in the store', input.text('source_id') ?? '');
        continue;
      }
      const tags = input.map('tags').pairs();
      const file = await this.sources.find({
        digest,
        source: dataset.text('source'),
        schema: dataset.text('schema'),
        profile: dataset.text('profile'),
      });
      found.push({ name, digest, experiment, tags, file });
    }
    return found;
  }

  private async modelsNamed(
    links: readonly (readonly [string, Meta])[],
  ): Promise<readonly (ModelName & { readonly step: number | null })[]> {
    const found: (ModelName & { readonly step: number | null })[] = [];
    for (const [, link] of links) {
      const id = link.text('source_type') === 'DATASET' ? null : (link.text('source_id') ?? null);
      if (id !== null) found.push({ ...(await this.stores.model(id)), step: link.number('step') });
    }
    return found;
  }
}

/** Before MLflow 2 a run's name was its tag, and `name` was empty. */
function nameOf(meta: Meta): string | null {
  const name = meta.text('name');
  return name === '' ? null : name;
}
