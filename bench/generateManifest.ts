import { generatedFile } from './generatedFile';

const columnCount = 12;

/** A manifest of dbt, about 9 KB a model: each model reads the one before it and a source, and has a test. The same count gives the same bytes. */
export function generateManifest(modelCount: number): Promise<string> {
  return generatedFile(`dbt-manifest-${modelCount}.json`, function* () {
    const metadata = {
      dbt_schema_version: 'https://schemas.getdbt.com/dbt/manifest/v12.json',
      dbt_version: '1.12.0',
      generated_at: '2026-03-01T10:00:00Z',
      project_name: 'bench',
      adapter_type: 'duckdb',
    };
    yield `{"metadata": ${JSON.stringify(metadata)}, "nodes": {`;
    for (let at = 0; at < modelCount; at++) {
      yield `${at === 0 ? '' : ','}"model.bench.m${at}": ${JSON.stringify(modelOf(at))}`;
      yield `,"test.bench.t${at}": ${JSON.stringify(testOf(at))}`;
    }
    yield '}, "sources": {';
    for (let at = 0; at < modelCount; at++)
      yield `${at === 0 ? '' : ','}"source.bench.raw.s${at}": ${JSON.stringify(sourceOf(at))}`;
    yield '}, "disabled": {}}';
  });
}

function modelOf(at: number): object {
  const code = `select ${columnsOf().join(', ')} from "db"."raw"."s${at}" -- ${'x'.repeat(2500)}`;
  const inputs = [`source.bench.raw.s${at}`, ...(at % 10 === 0 ? [] : [`model.bench.m${at - 1}`])];
  return {
    ...nodeOf('model', `model.bench.m${at}`, `m${at}`, inputs),
    relation_name: `"db"."main"."m${at}"`,
    config: { materialized: 'table', tags: ['nightly'], meta: {} },
    columns: Object.fromEntries(
      columnsOf().map((name) => [name, { name, description: `What ${name} is.`, data_type: 'integer' }]),
    ),
    raw_code: code,
    compiled_code: code,
  };
}

function testOf(at: number): object {
  return {
    ...nodeOf('test', `test.bench.t${at}`, `t${at}`, [`model.bench.m${at}`]),
    relation_name: null,
    raw_code: '{{ test_unique(**_dbt_generic_test_kwargs) }}',
    compiled_code: `select c0 from "db"."main"."m${at}" group by c0 having count(*) > 1`,
  };
}

function sourceOf(at: number): object {
  return {
    ...nodeOf('source', `source.bench.raw.s${at}`, `s${at}`, []),
    relation_name: `"db"."raw"."s${at}"`,
  };
}

function nodeOf(type: string, id: string, name: string, nodes: readonly string[]): object {
  return {
    unique_id: id,
    resource_type: type,
    name,
    alias: name,
    database: 'db',
    schema: type === 'source' ? 'raw' : 'main',
    package_name: 'bench',
    description: `What ${name} is for.`,
    original_file_path: `models/${name}.sql`,
    language: 'sql',
    depends_on: { macros: [], nodes },
  };
}

function columnsOf(): string[] {
  return Array.from({ length: columnCount }, (_, at) => `c${at}`);
}
