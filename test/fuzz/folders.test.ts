import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineageFormats } from '../../src/formats/lineageFormats';
import { smallDocuments } from '../formats/documents/smallDocuments';
import { folderOfTexts } from '../operations/lineage/textPlace';
import { Budget, inputCount } from './budget';
import { ofBytes } from './mutateBytes';
import { takeDamaged } from './taken';

type Files = Readonly<Record<string, string | Uint8Array>>;

const md5 = 'a'.repeat(32);
const revision = 'd'.repeat(40);
const pointer = `outs:\n- md5: ${md5}\n  size: 12\n  hash: md5\n  path: data.csv\n`;

/** Files of the formats that say what they are by where they lie, and by what lies beside them. */
const ofTools: Files = {
  'dvc.yaml': `stages:
  fit:
    cmd: python fit.py
    deps: [data.csv]
    params: [lr, other.yaml: [a.b]]
    outs:
    - model.bin: {cache: false}
    metrics: [metrics.json]
  each:
    foreach: {a: 1, b: 2}
    do: {cmd: 'echo \${key} \${item}', outs: ['\${key}.txt']}
vars: [{x: 1}]
`,
  'dvc.lock': `schema: '2.0'
stages:
  fit:
    cmd: python fit.py
    deps: [{path: data.csv, md5: ${md5}, size: 12}]
    params: {params.yaml: {lr: 0.5}}
    outs: [{path: model.bin, md5: ${'b'.repeat(32)}, size: 3}]
`,
  'params.yaml': 'lr: 0.5\nepochs: [1, 2]\n',
  'metrics.json': '{"f1": 0.5, "of": {"a": 1}}',
  'data.csv.dvc': pointer,
  'imported.dvc': `md5: ${md5}\nframe: 1\ndeps:\n- path: x\n  repo: {url: 'https://git.example/x', rev_lock: ${revision}}\nouts:\n- {md5: ${md5}, path: y}\n`,
  'weights.bin': `version https://git-lfs.github.com/spec/v1\noid sha256:${'c'.repeat(64)}\nsize 12345\n`,
  'pack/datapackage.yaml':
    'name: bikes\nresources:\n- {name: a, path: a.csv, hash: "sha256:00", bytes: 12}\n- name: b\n  path: [b.csv]\n  schema: {fields: [{name: id, type: integer}]}\n',
  'hub/models--org--net/refs/main': `${revision}\n`,
  [`hub/models--org--net/trees/${revision}.json`]: JSON.stringify({
    files: {
      'model.bin': { size: 3, blob_id: revision, lfs_sha256: 'e'.repeat(64), lfs_size: 3 },
      'config.json': { size: 2, blob_id: revision },
    },
    format_version: 1,
  }),
  'saved/dataset_info.json': JSON.stringify(smallDocuments['huggingface-dataset']),
  'saved/state.json': '{"_data_files": [{"filename": "data-0.arrow"}], "_fingerprint": "f"}',
  'exported/run.json': JSON.stringify({
    system: { package_version: '1', export_time: 1, script: 'export_run.py' },
    mlflow: {
      info: { run_id: 'r', experiment_id: '1', status: 'FINISHED', start_time: 1_767_000_000_000 },
      params: { lr: '0.1' },
      metrics: { f1: [{ value: 0.5, step: 1, timestamp: 1_767_000_000_000 }] },
      tags: { 'mlflow.log-model.history': '[{"run_id":"r","artifact_path":"model"}]' },
      inputs: { dataset_inputs: [{ dataset: { name: 'trips', digest: 'd', source_type: 'local' } }] },
    },
  }),
  'exported/experiment.json': JSON.stringify({
    system: { package_version: '1' },
    mlflow: { experiment: { experiment_id: '1', name: 'nightly' }, runs: ['r'] },
  }),
};

/** Two commits of a pointer, as Git keeps them loose. */
function repository(): Files {
  const files: Record<string, string | Uint8Array> = { '.git/config': '[core]\n\tbare = false\n' };
  const store = (type: string, content: Uint8Array | string): string => {
    const body = Buffer.from(content);
    const whole = Buffer.concat([Buffer.from(`${type} ${body.length}\0`), body]);
    const id = createHash('sha1').update(whole).digest('hex');
    files[`.git/objects/${id.slice(0, 2)}/${id.slice(2)}`] = deflateSync(whole);
    return id;
  };
  const commitOf = (text: string, parent: string | null): string => {
    const blob = Buffer.from(store('blob', text), 'hex');
    const tree = store('tree', Buffer.concat([Buffer.from('100644 data.csv.dvc\0'), blob]));
    const person = 'Ana <ana@example.org> 1767225600 +0000';
    const before = parent === null ? '' : `parent ${parent}\n`;
    return store('commit', `tree ${tree}\n${before}author ${person}\ncommitter ${person}\n\nsubject\n`);
  };
  const first = commitOf(pointer, null);
  const last = commitOf(pointer.replaceAll('a', 'b'), first);
  return { ...files, '.git/HEAD': 'ref: refs/heads/main\n', '.git/refs/heads/main': `${last}\n` };
}

const folderKinds = { 'files of tools': ofTools, 'a history': repository() };

function formatsOf(files: Files): readonly string[] {
  return folderOfTexts('p', files).sources[0]!.files.map(({ format }) => format);
}

/** One to three files of a folder are damaged. */
const damaged = (files: Files) =>
  fc
    .array(fc.tuple(fc.constantFrom(...Object.keys(files)), ofBytes), { minLength: 1, maxLength: 3 })
    .map((changes) => {
      const made: Record<string, string | Uint8Array> = { ...files };
      for (const [path, mutate] of changes) made[path] = mutate(Buffer.from(made[path]!));
      const shown = changes.map(([path]) => `${path} ${Buffer.from(made[path]!).toString('base64')}`);
      return { request: folderOfTexts('p', made), [fc.toStringMethod]: () => shown.join('\n') };
    });

describe('a damaged folder', () => {
  it('is drawn of every format that is read and that no other test damages', () => {
    const others = ['openlineage', 'dbt', 'mlflow', 'mlflow-sqlite', 'wandb', 'prov-n', 'huggingface-card'];
    const drawn = [
      ...others,
      ...Object.keys(smallDocuments),
      ...Object.values(folderKinds).flatMap(formatsOf),
    ];
    expect([...new Set(drawn)].sort()).toEqual(lineageFormats.map(({ name }) => name).sort());
  });

  it.each(Object.entries(folderKinds))(
    'is read as far as it can be, and leaves a store that can be read: %s',
    async (what, files) => {
      const budget = new Budget();
      await fc.assert(
        fc.asyncProperty(damaged(files), ({ request }) =>
          budget.spend(async () => ({ isRefused: await takeDamaged(request), rowCount: 0 })),
        ),
        { numRuns: inputCount(0.15) },
      );
      console.info(budget.describe(what));
    },
  );
});
