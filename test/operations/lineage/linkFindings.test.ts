import { describe, expect, it } from 'vitest';
import { loadWorkspace } from '../../../src/operations/core/loadWorkspace';
import { importLineage } from '../../../src/operations/lineage/importLineage';
import { linkFindings } from '../../../src/operations/lineage/linkFindings';
import { smallEvents, smallManifest } from '../../formats/dbt/smallProject';
import { emptyPorts } from '../lineagePorts';
import { valueOf } from '../testProject';
import { folderOfTexts } from './textPlace';

async function findingsOf(texts: Readonly<Record<string, string>>) {
  const ports = emptyPorts();
  valueOf(await importLineage(ports, folderOfTexts('place', texts)));
  return linkFindings(valueOf(await loadWorkspace(ports.store)));
}

const md5 = 'a'.repeat(32);
const lock = (stage: string, deps: readonly string[], out: string) =>
  `  ${stage}:\n    cmd: run\n    deps:\n${deps.map((dep) => `    - path: ${dep}\n      md5: ${md5}\n`).join('')}    outs:\n    - path: ${out}\n      md5: ${md5}\n`;
const stage = (name: string, deps: readonly string[], out: string) =>
  `  ${name}:\n    cmd: run\n    deps: [${deps.join(', ')}]\n    outs: [${out}]\n`;
const dvc = (name: string) => ({ namespace: 'dvc', name });

describe('[L50] declared against observed', () => {
  it('a stage that ran with another file than it declares now has that file and this one', async () => {
    const findings = await findingsOf({
      '.dvc/config': '',
      'dvc.yaml': `stages:\n${stage('fit', ['new.csv'], 'model.pkl')}${stage('show', ['new.csv'], 'plot.png')}`,
      'dvc.lock': `schema: '2.0'\nstages:\n${lock('fit', ['old.csv'], 'model.pkl')}${lock('show', ['new.csv'], 'plot.png')}`,
    });
    expect(findings).toEqual([
      { kind: 'undeclared', job: dvc('fit'), dataset: dvc('old.csv') },
      { kind: 'unused', job: dvc('fit'), dataset: dvc('new.csv') },
    ]);
  });

  it('a folder and what lies in it are one dependency; what was never seen to be read is not unused', async () => {
    const findings = await findingsOf({
      '.dvc/config': '',
      'dvc.yaml': `stages:\n${stage('get', ['src.py'], 'data/a.csv')}${stage('fit', ['data', 'unseen.csv'], 'model.pkl')}`,
      'dvc.lock': `schema: '2.0'\nstages:\n${lock('get', ['src.py'], 'data/a.csv')}${lock('fit', ['data'], 'model.pkl')}`,
    });
    expect(findings).toEqual([]);
  });

  it('an output of two stages has two producers', async () => {
    const findings = await findingsOf({
      '.dvc/config': '',
      'dvc.yaml': `stages:\n${stage('b', ['x'], 'out.csv')}${stage('a', ['y'], 'out.csv')}`,
    });
    expect(findings).toEqual([{ kind: 'twoProducers', dataset: dvc('out.csv'), jobs: [dvc('a'), dvc('b')] }]);
  });

  it('a model whose run read what its manifest does not name is undeclared, and else all is well', async () => {
    const event = smallEvents[0]!;
    const other = { namespace: 'duckdb:///farm.db', name: 'db.raw.secret' };
    const texts = (inputs: readonly object[]) => ({
      'manifest.json': JSON.stringify(smallManifest),
      'events.json': JSON.stringify([{ ...event, inputs }]),
    });
    expect(await findingsOf(texts(event.inputs))).toEqual([]);
    expect(await findingsOf(texts([...event.inputs, other]))).toMatchObject([
      {
        kind: 'undeclared',
        job: { namespace: 'dbt', name: 'model.farm.eggs' },
        dataset: { name: 'db.raw.secret' },
      },
    ]);
  });

  it('events alone declare nothing, and so nothing is found', async () => {
    expect(await findingsOf({ 'events.json': JSON.stringify(smallEvents) })).toEqual([]);
  });
});
