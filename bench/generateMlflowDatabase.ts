import initSqlJs from 'sql.js';
import { generatedFile } from './generatedFile';

const metricCount = 100;
const start = Date.UTC(2026, 0, 1);

/** A store of MLflow in SQLite: so many runs with a hundred metrics each, and `pointCount` points of every metric. */
export async function generateMlflowDatabase(runCount: number, pointCount: number): Promise<string> {
  const { Database } = await initSqlJs();
  return generatedFile(`mlflow-${runCount}-${metricCount}-${pointCount}.db`, function* () {
    const database = new Database();
    for (const sql of [
      'CREATE TABLE experiments (experiment_id INTEGER NOT NULL, name VARCHAR(256), lifecycle_stage VARCHAR(32), CONSTRAINT experiment_pk PRIMARY KEY (experiment_id))',
      'CREATE TABLE runs (run_uuid VARCHAR(32) PRIMARY KEY, name VARCHAR(250), experiment_id INTEGER, user_id VARCHAR(256), status VARCHAR(9), lifecycle_stage VARCHAR(20), start_time BIGINT, end_time BIGINT, artifact_uri VARCHAR(200))',
      'CREATE TABLE params ("key" VARCHAR(250), value VARCHAR(8000), run_uuid VARCHAR(32), PRIMARY KEY ("key", run_uuid))',
      'CREATE TABLE tags ("key" VARCHAR(250), value VARCHAR(8000), run_uuid VARCHAR(32), PRIMARY KEY ("key", run_uuid))',
      'CREATE TABLE metrics ("key" VARCHAR(250), value FLOAT, timestamp BIGINT, run_uuid VARCHAR(32), step BIGINT, is_nan BOOLEAN, CONSTRAINT metric_pk PRIMARY KEY ("key", timestamp, step, run_uuid, value, is_nan))',
      "INSERT INTO experiments VALUES (1, 'bench', 'active')",
      'BEGIN',
    ])
      database.run(sql);
    const addRun = database.prepare(
      "INSERT INTO runs VALUES (?, ?, 1, 'bench', 'FINISHED', 'active', ?, ?, NULL)",
    );
    const addPoint = database.prepare('INSERT INTO metrics VALUES (?, ?, ?, ?, ?, 0)');
    for (let run = 0; run < runCount; run++) {
      const id = run.toString(16).padStart(32, '0');
      addRun.run([id, `run ${run}`, start + run * 1000, start + run * 1000 + 500]);
      for (let point = 0; point < pointCount; point++)
        for (let metric = 0; metric < metricCount; metric++)
          addPoint.run([
            `metric_${metric}`,
            1 / (metric + point + 1.5),
            start + run * 1000 + point,
            id,
            point,
          ]);
    }
    addRun.free();
    addPoint.free();
    database.run('COMMIT');
    yield database.export();
    database.close();
  });
}
