import { expect, it } from 'vitest';
import { judgeLicences } from '../../../src/gates/licence/judgeLicences';
import { annotate } from '../../../src/operations/core/annotate';
import type { OperationPorts } from '../../../src/operations/core/ports';
import { staleness } from '../../../src/operations/contracts/staleness';
import { judgeMoment } from '../../../src/operations/contracts/freshness';
import {
  attributedBehind,
  licensedInputs,
  workspaceLicences,
} from '../../../src/operations/lineage/licences';
import { recordRun } from '../../../src/operations/lineage/recordRun';
import { objectiveDefaults } from '../../../src/gates/freshness/objective';
import { readDuration } from '../../../src/gates/contract/duration';
import { dropFile, testPorts, valueOf, workspaceOf } from '../testProject';
import { plainRun } from '../plainRun';

async function version(ports: OperationPorts, path: string) {
  const { artifactId, snapshotId } = (await dropFile(ports, path, `${path}\u0000`)).outcomes[0]!;
  return { artifactId, snapshotId };
}

/** Trips and weather become clean, clean becomes the model; the model is evaluated on a test set. */
async function project() {
  const ports = testPorts();
  const [trips, weather, clean, test, model] = [
    await version(ports, 'trips.bin'),
    await version(ports, 'weather.bin'),
    await version(ports, 'clean.bin'),
    await version(ports, 'test.bin'),
    await version(ports, 'model.pkl'),
  ];
  const evaluated = { ...test, purpose: 'evaluation' as const };
  const job = (name: string) => ({ namespace: 'manual', name });
  valueOf(
    await recordRun(ports, { ...plainRun, job: job('clean'), inputs: [trips, weather], outputs: [clean] }),
  );
  valueOf(
    await recordRun(ports, {
      ...plainRun,
      job: job('train'),
      inputs: [clean, evaluated],
      outputs: [model],
    }),
  );
  return { ports, trips, weather, clean, test, model };
}

it('[N8] a model has the licences of all that it was made from, with their ways, and not of what evaluated it', async () => {
  const { ports, trips, weather, test, model } = await project();
  const set = async ({ snapshotId }: typeof trips, expression: string) =>
    valueOf(await annotate(ports, snapshotId, { kind: 'licence', expression }));
  await set(trips, 'CC-BY-NC-4.0');
  await set(test, 'GPL-3.0-only');
  const licence = workspaceLicences(await workspaceOf(ports)).get(model.artifactId)!;
  expect(licensedInputs(licence).toSorted((a, b) => (a.name < b.name ? -1 : 1))).toEqual([
    { name: 'trips.bin → clean.bin → model.pkl', expression: 'CC-BY-NC-4.0' },
    { name: 'weather.bin → clean.bin → model.pkl', expression: null },
  ]);
  expect(judgeLicences(licensedInputs(licence), ['commercial-use']).verdict).toBe('fail');
  await set(trips, 'CC-BY-SA-4.0');
  await set(weather, 'ODbL-1.0');
  const workspace = await workspaceOf(ports);
  const both = judgeLicences(licensedInputs(workspaceLicences(workspace).get(model.artifactId)!), [
    'compatible',
  ]);
  expect(both.findings.map(({ inputs }) => inputs)).toEqual([
    ['trips.bin → clean.bin → model.pkl', 'weather.bin → clean.bin → model.pkl'],
  ]);
  expect(
    attributedBehind(workspace, model.artifactId).map(({ name, expression }) => [name, expression]),
  ).toEqual([
    ['model.pkl', null],
    ['clean.bin', null],
    ['test.bin', 'GPL-3.0-only'],
    ['trips.bin', 'CC-BY-SA-4.0'],
    ['weather.bin', 'ODbL-1.0'],
  ]);
});

it('[F8] a model is as stale as the stalest of what it was made from, and the way is named', async () => {
  const { ports, trips, weather, model } = await project();
  const stated = {
    pointer: '',
    severity: null,
    statedBy: 'person' as const,
    objective: { ...objectiveDefaults, warnAfter: null, errorAfter: readDuration('1', 'hour') },
  };
  const moment = (hours: number) => [judgeMoment(stated, 0, hours * 3_600_000)];
  const workspace = await workspaceOf(ports);
  const stale = staleness(
    workspace,
    new Map([
      [trips.artifactId, moment(5)],
      [weather.artifactId, moment(9)],
      [model.artifactId, moment(0.5)],
    ]),
  );
  expect(stale.get(model.artifactId)).toMatchObject({
    verdict: 'fail',
    way: ['weather.bin', 'clean.bin', 'model.pkl'],
  });
  expect(stale.get(trips.artifactId)?.way).toEqual(['trips.bin']);
});
