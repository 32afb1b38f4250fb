import { describe, expect, it } from 'vitest';

import type { OperationPorts } from '../../../src/operations/core/ports';
import { undo } from '../../../src/operations/audit/undo';
import {
  findingNodes,
  findingSubjects,
  judgedFindings,
} from '../../../src/operations/findings/acceptedFindings';
import { findingsOf } from '../../../src/operations/findings/findingsOf';
import { storedDrift } from '../../../src/operations/findings/storedDrift';
import { acceptFinding } from '../../../src/operations/identities/acceptFinding';
import { merge } from '../../../src/operations/identities/merge';
import { recordRun } from '../../../src/operations/lineage/recordRun';
import { exportBundle } from '../../../src/operations/workspaces/bundle';
import { importFile } from '../../../src/operations/workspaces/importFile';
import { plainRun } from '../plainRun';
import { dropFile, testPorts, valueOf, workspaceOf } from '../testProject';

async function judged(ports: OperationPorts) {
  const workspace = await workspaceOf(ports);
  const watch = { driftOf: storedDrift(ports.store), pause: () => Promise.resolve() };
  return judgedFindings(workspace, await findingsOf(ports, workspace, watch));
}

async function reasons(ports: OperationPorts, kind: string) {
  return (await judged(ports))
    .filter((finding) => finding.kind === kind)
    .map(({ subject, accepted }) => [subject.name, accepted?.reason ?? null]);
}

async function accept(ports: OperationPorts, kind: string, name: string, reason: string | null) {
  const finding = (await judged(ports)).find((each) => each.kind === kind && each.subject.name === name)!;
  const subject = findingSubjects(await workspaceOf(ports))(finding)!;
  return acceptFinding(ports, subject, finding, reason);
}

async function twoModels() {
  const ports = testPorts();
  await dropFile(ports, 'b/model.bin', 'one');
  await dropFile(ports, 'model.bin', 'weights');
  return ports;
}

describe('a finding', () => {
  it('is accepted with a reason by a person, which an undo and a later word take back', async () => {
    const ports = await twoModels();
    const change = valueOf(await accept(ports, 'unknownTraining', 'model.bin', ' bought '));
    expect(await reasons(ports, 'unknownTraining')).toContainEqual(['model.bin', 'bought']);
    const [found] = (await judged(ports)).filter(({ accepted }) => accepted !== null);
    expect(found?.accepted?.actor).toBe('tester');
    valueOf(await undo(ports, change.auditSequence));
    expect(await reasons(ports, 'unknownTraining')).toContainEqual(['model.bin', null]);
    valueOf(await accept(ports, 'unknownTraining', 'model.bin', 'bought'));
    valueOf(await accept(ports, 'unknownTraining', 'model.bin', null));
    expect(await reasons(ports, 'unknownTraining')).toContainEqual(['model.bin', null]);
  });

  it('is not accepted without a reason, and of another kind never', async () => {
    const ports = await twoModels();
    expect((await accept(ports, 'unknownTraining', 'model.bin', '  ')).ok).toBe(false);
    valueOf(await accept(ports, 'unknownTraining', 'model.bin', 'bought'));
    expect((await reasons(ports, 'noOwner')).map(([, reason]) => reason)).not.toContain('bought');
  });

  it('of another version asks again', async () => {
    const ports = await twoModels();
    valueOf(await accept(ports, 'unknownTraining', 'model.bin', 'bought'));
    await dropFile(ports, 'model.bin', 'other weights');
    expect(await reasons(ports, 'unknownTraining')).toContainEqual(['model.bin', null]);
  });

  it('stays accepted through a bundle, and where its artifact is merged into another', async () => {
    const ports = await twoModels();
    valueOf(await accept(ports, 'noOwner', 'model.bin', 'the team is gone'));
    const other = testPorts();
    valueOf(await importFile(other, { path: 'b.json', text: valueOf(await exportBundle(ports, null)) }));
    expect(await reasons(other, 'noOwner')).toContainEqual(['model.bin', 'the team is gone']);
    const ids = [...(await workspaceOf(ports)).artifacts.values()];
    const at = (name: string) => ids.find((view) => view.name === name)!.artifact.id;
    valueOf(await merge(ports, { is: 'artifact', id: at('b/model.bin') }, [at('model.bin')]));
    expect((await reasons(ports, 'noOwner')).map(([, reason]) => reason)).toContain('the team is gone');
  });

  it('is of its subject and of the others that it names, as nodes of the graph', async () => {
    const ports = testPorts();
    await dropFile(ports, 'a.csv', 'x\n1\n');
    await dropFile(ports, 'b.csv', 'x\n1\n');
    const [same] = await judged(ports);
    const workspace = await workspaceOf(ports);
    const ids = [...workspace.artifacts.keys()].map((id) => `artifact:${id}`);
    expect([...findingNodes(workspace)(same!)].sort()).toEqual(ids.sort());
  });
});

describe('copies without a link', () => {
  it('are told apart from linked ones over more groups than one walk answers for', async () => {
    const ports = testPorts();
    const side = async (path: string, text: string) => {
      const { artifactId, snapshotId } = (await dropFile(ports, path, text)).outcomes[0]!;
      return { artifactId, snapshotId };
    };
    for (let at = 0; at < 40; at++) {
      const [one, two] = [await side(`a${at}.txt`, `${at}`), await side(`b${at}.txt`, `${at}`)];
      if (at % 2 === 0) continue;
      // Every second copy was packed and unpacked: two runs lie between.
      const packed = await side(`c${at}.zip`, `packed ${at}`);
      const run = { ...plainRun, job: { namespace: 'j', name: `pack ${at}` } };
      valueOf(await recordRun(ports, { ...run, inputs: [one], outputs: [packed] }));
      valueOf(await recordRun(ports, { ...run, inputs: [packed], outputs: [two] }));
    }
    const found = (await judged(ports)).filter(({ kind }) => kind === 'sameBytes');
    const expected = Array.from({ length: 20 }, (_, at) => `a${2 * at}.txt`);
    expect(found.map(({ subject }) => subject.name).sort()).toEqual(expected.sort());
  });
});
