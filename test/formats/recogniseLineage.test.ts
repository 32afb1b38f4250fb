import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recogniseFile, recogniseHead, type RecognisedLineage } from '../../src/formats/recogniseLineage';
import { encodeUtf8 } from '../../src/table/utf8';
import { sharedFolder } from '../sharedFolder';

const event = '{"eventType":"START","run":{"runId":"x"},"job":{"namespace":"n","name":"j"}}';

function sourceOf(bytes: Uint8Array) {
  return {
    byteLength: bytes.length,
    read: (start: number, end: number) => Promise.resolve(Uint8Array.from(bytes.subarray(start, end))),
  };
}

const nameOf = (found: RecognisedLineage): string => {
  if (found.kind === 'lineage') return found.format;
  if (found.kind === 'none') return found.reason;
  return found.kind === 'other' ? found.file.title : found.kind;
};
const recognise = async (name: string, content: string | Uint8Array): Promise<string> =>
  nameOf(await recogniseFile(name, sourceOf(typeof content === 'string' ? encodeUtf8(content) : content)));

describe('recognising lineage', () => {
  it.each([
    ['an event whatever its name', 'ol-2025.190883', event],
    ['a list', 'a', ` [\n ${event}, ${event}]`],
    ['lines', 'a.jsonl', `${event}\n${event}\n`],
    ['values one behind the other', 'a', `${event}${event}`],
    ['an answer of Marquez', 'a.json', `{"totalCount":1,"events":[${event}]}`],
    ['a log', 'a.log', `started\n2026-01-01 INFO sent ${event}\ndone\n`],
    ['a member $schema in a facet', 'a', event.replace('"x"', '"x","facets":{"f":{"$schema":"s"}}')],
  ])('finds OpenLineage in %s', async (_what, name, text) => {
    expect(await recognise(name, text)).toBe('openlineage');
    expect(await recognise(`${name}.gz`, gzipSync(text))).toBe('openlineage');
    expect(await recognise(name, new Uint8Array(Buffer.from(text, 'utf16le')))).toBe('openlineage');
    expect(nameOf(recogniseHead(name, encodeUtf8(text)))).toBe('openlineage');
  });

  it.each([
    ['manifest/v12', 'dbt'],
    ['run-results/v6', 'dbt'],
    ['sources/v3', 'dbt'],
    ['catalog/v1', 'dbt'],
    ['semantic-manifest/v1', 'data'],
  ])('an artifact of dbt is known by its schema: %s', async (artifact, format) => {
    const metadata = { dbt_schema_version: `https://schemas.getdbt.com/dbt/${artifact}.json` };
    expect(await recognise('a', JSON.stringify({ metadata, nodes: {} }))).toBe(format);
    expect(await recognise('a.json', JSON.stringify({ metadata, nodes: {} }, null, 2))).toBe(format);
  });

  it('finds an event behind facets of megabytes', async () => {
    const facets = `{"run":{"facets":{"plan":"${'x{'.repeat(2_000_000)}"}},"eventTime":"2026-01-01"}`;
    expect(await recognise('a', facets)).toBe('openlineage');
  });

  it.each([
    ['a.json', '{"$schema":"x","properties":{"eventTime":{},"run":{}}}', 'data'],
    ['a.json', '{"payload":{"eventTime":"x","run":{}}}', 'data'],
    ['a.csv', `id,body\n1,${event}\n`, 'data'],
    ['a', '', 'empty'],
    ['a.png', '\u0089PNG\r\n\0\0', 'binary'],
    ['a.json', '{"format":"throughline-bundle","version":1}', 'bundle'],
    [
      'a.csv',
      `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 1\n`,
      'git-lfs',
    ],
    ['a', `outs:\n- md5: ${'0'.repeat(32)}\n  path: a.csv\n`, 'dvc'],
    ['dvc.lock', `schema: '2.0'\nstages:\n  a:\n    outs:\n    - md5: ${'0'.repeat(32)}\n`, 'dvc-pipeline'],
    ['broken.dvc', 'outs: [', 'dvc'],
    ['a', '{"results":[],"statistics":{"evaluated_expectations":1}}', 'great-expectations'],
    ['models/a.sql', 'MODEL (\n  name a\n);\n', 'a SQLMesh model'],
  ])('takes %s with %j for what it is', async (name, text, kind) => {
    expect(await recognise(name, text)).toBe(kind);
  });

  it('[I10] looks at any bytes, in pieces of any size, without a fault', async () => {
    const token = fc.constantFrom(
      ...Array.from('{}[]":,\\\n'),
      '"events"',
      '"eventTime":"t"',
      '"run":{',
      event,
    );
    await fc.assert(
      fc.asyncProperty(fc.array(token, { maxLength: 40 }), async (tokens) => {
        expect(['openlineage', 'data', 'empty']).toContain(await recognise('a', tokens.join('')));
      }),
    );
  });
});

describe.skipIf(sharedFolder === null)('the cases of lineage and of other formats', () => {
  const cases = sharedFolder?.cases ?? '';
  const titles: Readonly<Record<string, string>> = {
    MLmodel: 'mlflow',
    'catalog.yml': 'kedro-catalog',
    'dagster-event.json': 'a Dagster event',
    'delta-00000000000000000000.json': 'a log of Delta Lake',
    'gx-validation.json': 'great-expectations',
    'hf-README.md': 'huggingface-card',
    'iceberg.metadata.json': 'Iceberg metadata',
    'ro-crate-metadata.json': 'ro-crate',
    'sqlmesh-model.sql': 'a SQLMesh model',
    'wandb_manifest.json': 'wandb-manifest',
  };

  it('names each of the others for what it is', async () => {
    const folder = path.join(cases, 'others');
    const found: Record<string, string> = {};
    for (const name of readdirSync(folder))
      found[name] = await recognise(name, new Uint8Array(readFileSync(path.join(folder, name))));
    expect(found).toEqual(titles);
  });

  it('finds events in every file of them that has some', async () => {
    const folder = path.join(cases, 'lineage');
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
      (name) => name.startsWith('a') && statSync(path.join(folder, name)).isFile(),
    );
    for (const name of names)
      expect([name, await recognise(name, new Uint8Array(readFileSync(path.join(folder, name))))]).toEqual([
        name,
        'openlineage',
      ]);
  });
});
