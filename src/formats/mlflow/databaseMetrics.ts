import type { SqliteDatabase } from '../sqlite/database';
import { textOf } from './databaseRows';
import { MetricBuilder } from './metricLines';
import type { RunMetric } from './records';

/** The histories of every run, which are put together when one is asked for: a store may have millions of points. */
export async function databaseMetrics(
  database: SqliteDatabase,
): Promise<Map<string, () => readonly RunMetric[]>> {
  const runs = new Map<string, Map<string, MetricBuilder>>();
  let lastRun = '';
  let metrics = new Map<string, MetricBuilder>();
  const columns = ['run_uuid', 'key', 'step', 'timestamp', 'value', 'is_nan'];
  await database.scan('metrics', columns, ([run, key, step, time, value, isNan]) => {
    const id = textOf(run) ?? '';
    if (id !== lastRun) {
      metrics = runs.get(id) ?? new Map<string, MetricBuilder>();
      runs.set(id, metrics);
      lastRun = id;
    }
    const name = textOf(key) ?? '';
    let builder = metrics.get(name);
    if (!builder) metrics.set(name, (builder = new MetricBuilder(name)));
    builder.add(Number(step ?? 0), Number(time ?? 0), isNan === 1 ? NaN : Number(value));
  });
  return new Map([...runs].map(([id, own]) => [id, () => ended(own)]));
}

function ended(builders: ReadonlyMap<string, MetricBuilder>): readonly RunMetric[] {
  return [...builders.values()]
    .flatMap((builder) => builder.end(true) ?? [])
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
