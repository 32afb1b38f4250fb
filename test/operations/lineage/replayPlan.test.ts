import { describe, expect, it } from 'vitest';
import { loadWorkspace } from '../../../src/operations/core/loadWorkspace';
import { rename } from '../../../src/operations/identities/rename';
import { importLineage } from '../../../src/operations/lineage/importLineage';
import { recordRun } from '../../../src/operations/lineage/recordRun';
import { replayPlan } from '../../../src/operations/lineage/replayPlan';
import { replayText } from '../../../src/operations/lineage/replayText';
import type { OperationPorts } from '../../../src/operations/core/ports';
import { emptyPorts } from '../lineagePorts';
import { plainRun } from '../plainRun';
import { dropFile, valueOf } from '../testProject';
import { folderOfTexts } from './textPlace';

const digests = { raw: 'a'.repeat(32), clean: 'b'.repeat(32), model: 'c'.repeat(32) };
const repository = {
  'dvc.yaml': `stages:
  clean:
    cmd: python clean.py
    desc: Drops bad rows
    deps: [raw.csv]
    outs: [clean.csv]
  train:
    cmd: [python train.py, python report.py]
    deps: [clean.csv]
    params: [depth]
    outs: [model.bin]
`,
  'dvc.lock': `schema: '2.0'
stages:
  clean:
    cmd: python clean.py
    deps: [{path: raw.csv, hash: md5, md5: ${digests.raw}, size: 3}]
    outs: [{path: clean.csv, hash: md5, md5: ${digests.clean}, size: 3}]
  train:
    cmd: [python train.py, python report.py]
    deps: [{path: clean.csv, hash: md5, md5: ${digests.clean}, size: 3}]
    params: {params.yaml: {depth: 3}}
    outs: [{path: model.bin, hash: md5, md5: ${digests.model}, size: 3}]
`,
};

async function planOf(ports: OperationPorts) {
  const workspace = valueOf(await loadWorkspace(ports.store));
  return replayPlan(workspace, [...workspace.runs.values()]);
}

async function importedPipeline() {
  const ports = emptyPorts();
  valueOf(await importLineage(ports, folderOfTexts('shop', repository)));
  return ports;
}

describe('a replay plan', () => {
  it('has the commands of a DVC pipeline, its parameters and what it read', async () => {
    const steps = await planOf(await importedPipeline());
    expect(
      steps.map(({ job, command, dvcTarget, description, parameters }) => [
        job,
        command,
        dvcTarget,
        description,
        parameters,
      ]),
    ).toEqual([
      ['clean', 'python clean.py', 'clean', 'Drops bad rows', {}],
      ['train', 'python train.py\npython report.py', 'train', null, { depth: 3 }],
    ]);
    expect(steps[0]?.inputs).toEqual([{ name: 'raw.csv', digest: null, md5: digests.raw }]);
  });

  it('lets DVC run its own jobs by one command, after the check of what they read from outside', async () => {
    const script = replayText(await planOf(await importedPipeline()), 'sh');
    expect(script.split('\n').filter((line) => line !== '' && !line.startsWith('#'))).toEqual([
      'set -eu',
      `printf '%s  %s\\n' ${digests.raw} 'raw.csv' | md5sum -c -`,
      'dvc repro --force clean train',
    ]);
    expect(replayText(await planOf(await importedPipeline()), 'md')).toContain(
      'dvc repro --force clean train',
    );
  });

  it('knows a stage of DVC that a person renamed', async () => {
    const ports = await importedPipeline();
    const workspace = valueOf(await loadWorkspace(ports.store));
    const job = [...workspace.jobs.values()].find((each) => each.job.name === 'train')!;
    valueOf(await rename(ports, { is: 'job', id: job.job.id }, 'Training'));
    expect((await planOf(ports)).map(({ job: name, dvcTarget }) => [name, dvcTarget])).toContainEqual([
      'Training',
      'train',
    ]);
  });

  it('stops at a job that nobody knows the command of, and DVC goes on behind it', async () => {
    const ports = await importedPipeline();
    const [input] = (await dropFile(ports, 'a.csv', 'a\n1\n')).outcomes;
    valueOf(
      await recordRun(ports, {
        ...plainRun,
        job: { namespace: 'manual', name: 'by hand' },
        inputs: [input!],
      }),
    );
    const script = replayText(await planOf(ports), 'sh');
    expect(script).toContain("echo 'no command is recorded of by hand' >&2; exit 2");
    expect(script).toContain("'a.csv' | sha256sum -c -");
  });
});
