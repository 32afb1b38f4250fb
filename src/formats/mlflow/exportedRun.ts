import type { WarningTally } from '../warningTally';
import type { ExportedObject } from './exportedObject';
import { MetricBuilder } from './metricLines';
import { modelsOfHistory } from './mlmodel';
import type { DatasetInput, DatasetRecord, LoggedModelRecord, RunMetric, RunRecord } from './records';
import { runStatusOf } from './runStatus';

/** An exported run, the models that it logged as MLflow 2 did, and its datasets: exports of MLflow 3 may hold them. */
export function exportedRun(
  root: ExportedObject,
  experiment: string,
  warnings: WarningTally,
): readonly (RunRecord | LoggedModelRecord | DatasetRecord)[] {
  const info = root.object('info')!;
  const id = info.text('run_id') ?? info.text('run_uuid') ?? '';
  const tags = root.pairs('tags');
  const models = modelsOfHistory(tags, id, experiment);
  const inputs = datasetsOf(root, experiment);
  const run: RunRecord = {
    kind: 'run',
    id,
    name: info.text('run_name') === '' ? null : info.text('run_name'),
    experiment,
    status: runStatusOf(info.text('status')),
    isDeleted: info.text('lifecycle_stage') === 'deleted',
    startedAt: info.number('start_time'),
    endedAt: info.number('end_time'),
    user: info.text('user_id'),
    location: info.text('artifact_uri'),
    parameters: root.pairs('params'),
    tags,
    metrics: metricsOf(root, warnings),
    datasets: inputs.map(({ input }) => input),
    modelInputs: [],
    modelOutputs: models.map(({ id: model, name }) => ({ id: model, name, experiment, step: null })),
  };
  return [run, ...models, ...inputs.map(({ dataset }) => dataset)];
}

/** Points in the order of the file. */
function metricsOf(root: ExportedObject, warnings: WarningTally): readonly RunMetric[] {
  const metrics = root.object('metrics');
  return (metrics?.names.toSorted() ?? []).flatMap((name) => {
    const builder = new MetricBuilder(name);
    for (const point of metrics!.list(name)) {
      const value = point.value('value');
      if (value === null) warnings.add('a point of a metric has no value, and is left out', name);
      else builder.add(point.number('step'), point.number('timestamp'), value);
    }
    return builder.end(false) ?? [];
  });
}

function datasetsOf(
  root: ExportedObject,
  experiment: string,
): readonly { readonly input: DatasetInput; readonly dataset: DatasetRecord }[] {
  return (root.object('inputs')?.list('dataset_inputs') ?? []).flatMap((each) => {
    const dataset = each.object('dataset');
    const [name, digest] = [dataset?.text('name') ?? null, dataset?.text('digest') ?? null];
    if (!dataset || name === null || digest === null) return [];
    return {
      input: { name, digest, experiment, tags: each.pairs('tags'), file: null },
      dataset: {
        kind: 'dataset',
        name,
        digest,
        experiment,
        sourceType: dataset.text('source_type'),
        source: dataset.text('source'),
        schema: dataset.text('schema'),
        profile: dataset.text('profile'),
      },
    };
  });
}
