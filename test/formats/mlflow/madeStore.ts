import initSqlJs from 'sql.js';

const run = (id: string, status: number, more = '') => `artifact_uri: /p/mlruns/7/${id}/artifacts
end_time: 1767225700000
experiment_id: '7'
lifecycle_stage: active
run_id: ${id}
run_name: first
start_time: 1767225600000
status: ${status}
user_id: ann
${more}`;

/** A small store of files, made by hand: two runs, one in the other, a dataset, a logged and a registered model. */
export const storeOfFiles: Readonly<Record<string, string>> = {
  'mlruns/7/meta.yaml':
    "artifact_location: /p/mlruns/7\ncreation_time: 1767225500000\nexperiment_id: '7'\nlifecycle_stage: active\nname: prices\n",
  'mlruns/7/tags/team': 'ml',
  // PyYAML writes an id of digits with one `e` plain: YAML 1.2 takes it for a number.
  'mlruns/7/12345678901234567890123456789e12/meta.yaml': run('12345678901234567890123456789e12', 3),
  'mlruns/7/12345678901234567890123456789e12/params/alpha': '0.50',
  'mlruns/7/12345678901234567890123456789e12/params/__proto__': 'x',
  'mlruns/7/12345678901234567890123456789e12/metrics/loss':
    '1767225600000 1.0 0\n1767225600001 nan 1\n1767225600002 -inf 2 d 1a2b3c4d\n1767225600003 2\nnot a line\n',
  'mlruns/7/12345678901234567890123456789e12/metrics/val/rmse': '1767225600000 0.25 3\n',
  'mlruns/7/12345678901234567890123456789e12/inputs/1/meta.yaml':
    'source_id: aa\nsource_type: DATASET\ndestination_id: aa\ndestination_type: RUN\ntags:\n  mlflow.data.context: train\n',
  'mlruns/7/12345678901234567890123456789e12/outputs/m-1/meta.yaml':
    'source_id: m-1\nsource_type: RUN_OUTPUT\ndestination_id: m-1\ndestination_type: MODEL_OUTPUT\nstep: 3\ntags: {}\n',
  'mlruns/7/datasets/aa/meta.yaml':
    'digest: 4174aafc\nname: homes\nprofile: \'{"num_rows": 2}\'\nschema: \'{"mlflow_colspec": [{"type": "long", "name": "z"}, {"type": "double", "name": "a"}]}\'\nsource: \'{"uri": "homes.csv"}\'\nsource_type: local\n',
  'mlruns/7/child/meta.yaml': run('child', 4).replace('lifecycle_stage: active', 'lifecycle_stage: deleted'),
  'mlruns/7/child/tags/mlflow.parentRunId': '12345678901234567890123456789e12',
  'mlruns/7/models/m-1/meta.yaml':
    "artifact_location: /p/mlruns/7/models/m-1/artifacts\ncreation_timestamp: 1767225650000\nexperiment_id: '7'\nmodel_id: m-1\nname: ridge\nsource_run_id: 12345678901234567890123456789e12\nstatus: 2\n",
  'mlruns/7/models/m-1/artifacts/MLmodel':
    'flavors:\n  sklearn: {}\nmodel_id: m-1\nmodel_uuid: m-1\nsignature:\n  inputs: \'[{"type": "double", "name": "z"}]\'\n',
  'mlruns/models/price/meta.yaml':
    "aliases:\n  champion: '1'\ncreation_timestamp: 1767225660000\ndescription: null\nlast_updated_timestamp: 1767225660000\nname: price\n",
  'mlruns/models/price/version-1/meta.yaml':
    'creation_timestamp: 1767225660000\ncurrent_stage: Production\nname: price\nrun_id: 12345678901234567890123456789e12\nsource: models:/m-1\nstatus: READY\nversion: 1\n',
  'homes.csv': 'z,a\n1,2.5\n3,4.5\n',
};

/** A small store in a database, as SQLite writes it. */
export async function storeInDatabase(): Promise<Uint8Array> {
  const { Database } = await initSqlJs();
  const database = new Database();
  for (const sql of [
    'CREATE TABLE experiments (experiment_id INTEGER NOT NULL, name TEXT, lifecycle_stage TEXT, CONSTRAINT k PRIMARY KEY (experiment_id))',
    'CREATE TABLE runs (run_uuid TEXT PRIMARY KEY, name TEXT, experiment_id INTEGER, user_id TEXT, status TEXT, lifecycle_stage TEXT, start_time BIGINT, end_time BIGINT, artifact_uri TEXT)',
    'CREATE TABLE metrics (key TEXT, value FLOAT, timestamp BIGINT, run_uuid TEXT, step BIGINT, is_nan BOOLEAN)',
    'CREATE TABLE params (key TEXT, value TEXT, run_uuid TEXT)',
    'CREATE TABLE tags (key TEXT, value TEXT, run_uuid TEXT)',
    'CREATE TABLE datasets (dataset_uuid TEXT, experiment_id INTEGER, name TEXT, digest TEXT, dataset_source_type TEXT, dataset_source TEXT, dataset_schema TEXT, dataset_profile TEXT)',
    'CREATE TABLE inputs (input_uuid TEXT, source_type TEXT, source_id TEXT, destination_type TEXT, destination_id TEXT)',
    "INSERT INTO experiments VALUES (7, 'prices', 'active')",
    "INSERT INTO runs VALUES ('r1', 'first', 7, 'ann', 'FINISHED', 'active', 1767225600000, 1767225700000, NULL)",
    "INSERT INTO metrics VALUES ('loss', 0.5, 1767225600001, 'r1', 1, 0), ('loss', 0, 1767225600000, 'r1', 0, 1), ('loss', 2, 1767225600001, 'r1', 0, 0)",
    "INSERT INTO params VALUES ('alpha', '0.50', 'r1')",
    "INSERT INTO datasets VALUES ('d1', 7, 'homes', '4174aafc', 'local', '{}', NULL, NULL)",
    "INSERT INTO inputs VALUES ('i1', 'DATASET', 'd1', 'RUN', 'r1')",
  ])
    database.run(sql);
  const bytes = database.export();
  database.close();
  return bytes;
}
