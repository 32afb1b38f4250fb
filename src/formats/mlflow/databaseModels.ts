import type { SqliteDatabase } from '../sqlite/database';
import type { WarningTally } from '../warningTally';
import { pairsBy, rowsOf } from './databaseRows';
import type { MlflowRecord } from './records';
import { versionRecord } from './versionRecord';

type KnownModels = Parameters<typeof versionRecord>[1];

/** Registered models with their tags and aliases. */
export async function* registeredModels(database: SqliteDatabase): AsyncGenerator<MlflowRecord, void> {
  const tags = await pairsBy(database, 'registered_model_tags', 'name');
  const aliases = await pairsBy(database, 'registered_model_aliases', 'name', ['alias', 'version']);
  for (const row of await rowsOf(database, 'registered_models', ['name', 'creation_time', 'description'])) {
    const name = row.text('name') ?? '';
    yield {
      kind: 'registeredModel',
      name,
      createdAt: row.number('creation_time'),
      description: row.text('description'),
      tags: tags.get(name) ?? [],
      aliases: aliases.get(name) ?? [],
    };
  }
}

/** Versions of registered models; those that were deleted are left out with a warning. */
export async function* modelVersions(
  database: SqliteDatabase,
  store: KnownModels,
  warnings: WarningTally,
): AsyncGenerator<MlflowRecord, void> {
  const tags = await pairsBy(database, 'model_version_tags', ['name', 'version']);
  const columns = [
    'name',
    'version',
    'creation_time',
    'description',
    'user_id',
    'current_stage',
    'source',
    'run_id',
    'status',
  ];
  for (const row of await rowsOf(database, 'model_versions', columns)) {
    const [name, version] = [row.text('name') ?? '', row.text('version') ?? ''];
    const stored = {
      name,
      version,
      createdAt: row.number('creation_time'),
      description: row.text('description'),
      stage: row.text('current_stage'),
      status: row.text('status'),
      source: row.text('source'),
      user: row.text('user_id'),
      runId: row.text('run_id'),
      modelId: null,
      tags: tags.get(`${name}\n${version}`) ?? [],
    };
    const record = await versionRecord(stored, store);
    if (record) yield record;
    else warnings.add('a deleted version of a registered model is left out', `${name}/${version}`);
  }
}
