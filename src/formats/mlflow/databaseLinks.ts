import type { SqliteDatabase } from '../sqlite/database';
import type { WarningTally } from '../warningTally';
import { pairsBy, type Row, rowsOf } from './databaseRows';
import type { DatasetRecord, Pairs } from './records';

/** What the runs of a database are linked with, by run. */
export interface RunLinks {
  readonly datasets: ReadonlyMap<
    string,
    readonly { readonly dataset: DatasetRecord; readonly tags: Pairs }[]
  >;
  readonly modelInputs: ReadonlyMap<string, readonly string[]>;
  readonly modelOutputs: ReadonlyMap<string, readonly (readonly [id: string, step: number])[]>;
}

/** The datasets of a database by their ids in it. */
export async function readDatasets(
  database: SqliteDatabase,
  experimentName: (row: Row) => string,
): Promise<ReadonlyMap<string, DatasetRecord>> {
  const columns = [
    'dataset_uuid',
    'experiment_id',
    'name',
    'digest',
    'dataset_source_type',
    'dataset_source',
    'dataset_schema',
    'dataset_profile',
  ];
  const rows = await rowsOf(database, 'datasets', columns);
  return new Map(
    rows.map((row) => [
      row.text('dataset_uuid') ?? '',
      {
        kind: 'dataset',
        name: row.text('name') ?? '',
        digest: row.text('digest') ?? '',
        experiment: experimentName(row),
        sourceType: row.text('dataset_source_type'),
        source: row.text('dataset_source'),
        schema: row.text('dataset_schema'),
        profile: row.text('dataset_profile'),
      },
    ]),
  );
}

/** What runs read and wrote. Links of models name the run as their source, whether it read the model or wrote it. */
export async function readLinks(
  database: SqliteDatabase,
  datasets: ReadonlyMap<string, DatasetRecord>,
  warnings: WarningTally,
): Promise<RunLinks> {
  const tags = await pairsBy(database, 'input_tags', 'input_uuid', ['name', 'value']);
  const columns = ['input_uuid', 'source_type', 'source_id', 'destination_type', 'destination_id', 'step'];
  const links = {
    datasets: new Map<string, { readonly dataset: DatasetRecord; readonly tags: Pairs }[]>(),
    modelInputs: new Map<string, string[]>(),
    modelOutputs: new Map<string, (readonly [string, number])[]>(),
  };
  for (const row of await rowsOf(database, 'inputs', columns)) {
    const [source, destination] = [row.text('source_id') ?? '', row.text('destination_id') ?? ''];
    switch (`${row.text('source_type')} ${row.text('destination_type')}`) {
      case 'DATASET RUN': {
        const dataset = datasets.get(source);
        const own = tags.get(row.text('input_uuid') ?? '') ?? [];
        if (dataset) append(links.datasets, destination, { dataset, tags: own });
        else warnings.add('an input names a dataset that is not in the store', source);
        break;
      }
      case 'RUN_INPUT MODEL_INPUT':
        append(links.modelInputs, source, destination);
        break;
      case 'RUN_OUTPUT MODEL_OUTPUT':
        append(links.modelOutputs, source, [destination, row.number('step') ?? 0]);
        break;
      default:
    }
  }
  return links;
}

function append<T>(lists: Map<string, T[]>, key: string, value: T): void {
  const own = lists.get(key);
  if (own) own.push(value);
  else lists.set(key, [value]);
}
