import type { SqliteDatabase } from '../sqlite/database';
import { textOf } from './databaseRows';
import { MetricBuilder, readMetricFields } from './metricLines';
import type { RunMetric } from './records';

/** The figures of one logged model: a metric's name, behind `on` the dataset that it was measured on. */
export class ModelFigures {
  private readonly builders = new Map<string, MetricBuilder>();

  add(
    name: string,
    dataset: string,
    digest: string,
    point: readonly [step: number, timeMs: number, value: number],
  ): void {
    const shown = dataset === '' ? name : `${name} on ${dataset}@${digest}`;
    let builder = this.builders.get(shown);
    if (!builder) this.builders.set(shown, (builder = new MetricBuilder(shown)));
    builder.add(...point);
  }

  end(): readonly RunMetric[] {
    return [...this.builders.values()]
      .flatMap((builder) => builder.end(true) ?? [])
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  }
}

/** From the files of a model's `metrics/`: lines of `time value step run`, and behind these the dataset and its digest. Gives the lines that are none. */
export function addFigureLines(name: string, text: string, figures: ModelFigures): readonly number[] {
  const badLines: number[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const fields = line.trim().split(/\s+/);
    const point = readMetricFields(fields);
    if (point)
      figures.add(name, fields.slice(4, -1).join(' '), fields.length > 5 ? fields.at(-1)! : '', point);
    else badLines.push(index + 1);
  }
  return badLines;
}

/** The figures of every logged model of a database, by the model's id. */
export async function databaseFigures(database: SqliteDatabase): Promise<ReadonlyMap<string, ModelFigures>> {
  const models = new Map<string, ModelFigures>();
  const columns = [
    'model_id',
    'metric_name',
    'metric_step',
    'metric_timestamp_ms',
    'metric_value',
    'dataset_name',
    'dataset_digest',
  ];
  await database.scan(
    'logged_model_metrics',
    columns,
    ([model, name, step, time, value, dataset, digest]) => {
      const id = textOf(model) ?? '';
      let figures = models.get(id);
      if (!figures) models.set(id, (figures = new ModelFigures()));
      const number = value === null ? Number.NaN : Number(value);
      figures.add(textOf(name) ?? '', textOf(dataset) ?? '', textOf(digest) ?? '', [
        Number(step ?? 0),
        Number(time ?? 0),
        number,
      ]);
    },
  );
  return models;
}
