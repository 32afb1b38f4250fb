import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { detectFormat, headByteLength } from '../../../src/formats/detectFormat';
import { fileNote, notLineage } from '../../../src/formats/fileKinds/fileKind';
import { fileKindOf } from '../../../src/formats/fileKinds/fileKindOf';
import { recogniseFile, recogniseHead } from '../../../src/formats/recogniseLineage';
import { encodeUtf8 } from '../../../src/table/utf8';
import { sharedFolder } from '../../sharedFolder';

function kindOf(name: string, content: string | Uint8Array) {
  const head = typeof content === 'string' ? encodeUtf8(content) : content;
  return fileKindOf(name, detectFormat(name, head).name, head);
}

describe('what a file is that is neither a table nor lineage', () => {
  it.each([
    ['dbt_project.yml', 'name: shop\nversion: 1.0\n', 'the settings of a dbt project'],
    ['marts.yml', 'version: 2\nmodels:\n  - name: orders\n', 'properties of a dbt project'],
    ['orders.sql', "select * from {{ ref('stg_orders') }}", 'a model of dbt'],
    ['orders.sql', 'select 1', 'SQL'],
    ['conda.yaml', 'dependencies:\n- mlflow==2.1\n', 'the environment of an MLflow model'],
    ['conda.yaml', 'dependencies:\n- numpy\n', 'settings in YAML'],
    ['rmse', '1764460800000 0.25 1\n1764460801000 nan 2\n', 'the values of one metric in MLflow'],
    ['.dvcignore', '*.tmp\n', 'what DVC ignores'],
    ['config', '[core]\n    remote = store\n', 'the settings of DVC'],
    ['config.yaml', 'wandb_version: 1\nseed: {value: 1}\n', 'the settings of a W&B run'],
    ['pyproject.toml', '[tool.kedro]\npackage_name = "a"\n', 'the settings of a Kedro project'],
    ['pyproject.toml', '[project]\nname = "a"\n', 'the settings of a Python project'],
    ['wf', 'cwlVersion: v1.2\nclass: Workflow\n', 'a workflow of CWL, which says what may run, not what ran'],
    ['a.bin', new Uint8Array([0, 1, 2, 3]), 'binary data of no format that is known here'],
    ['a.png', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), 'an image (PNG)'],
    ['a.csv', '', 'an empty file'],
  ])('%s', (name, content, title) => {
    expect(kindOf(name, content)?.title).toBe(title);
  });

  it('says the way on in the words of the page and of the command', () => {
    const kind = kindOf('rows.orc', Uint8Array.from(Buffer.from('ORC')))!;
    expect(fileNote(kind)).toBe('A table in ORC. Write it as Parquet or CSV, and drop that.');
    expect(notLineage(kind)).toBe(
      'a table in ORC, not read as lineage. Write it as Parquet or CSV, and name that.',
    );
  });

  it('takes no longer for hostile text', () => {
    const started = performance.now();
    const texts = [
      '{% ',
      '{{',
      'models:\n',
      '- ',
      '\n',
      '"@context":',
      '<http://www.w3.org/ns/prov#> ',
      '{"code":',
    ];
    for (const text of texts.map((each) => each.repeat(65_536 / each.length)))
      for (const name of ['a.sql', 'a.yml', 'a.json', 'a.md', 'a']) kindOf(name, text);
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});

const made = sharedFolder?.made ?? null;

describe.skipIf(made === null)('every file that the field’s tools made', () => {
  const files = readdirSync(made ?? '.', { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => !file.includes('/.git/') && statSync(file).size < 4_000_000);

  it('is lineage, a table, or something that a sentence names', async () => {
    const unclear = files.filter((file) => {
      const head = readFileSync(file).subarray(0, headByteLength);
      const name = path.relative(made!, file);
      const { kind } = recogniseHead(name, head);
      const { table, name: format } = detectFormat(name, head);
      return (
        kind !== 'lineage' && kind !== 'bundle' && table === null && fileKindOf(name, format, head) === null
      );
    });
    // What a database holds is told further in than its first bytes.
    const looked = await Promise.all(
      unclear.map(async (file) => {
        const bytes = Uint8Array.from(readFileSync(file));
        const read = (start: number, end: number) => Promise.resolve(bytes.slice(start, end));
        const { kind } = await recogniseFile(file, { byteLength: bytes.length, read });
        return kind === 'lineage' ? [] : [file];
      }),
    );
    expect(files.length).toBeGreaterThan(500);
    expect(looked.flat()).toEqual([]);
  });
});
