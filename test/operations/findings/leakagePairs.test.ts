import { expect, it } from 'vitest';

import { importFile } from '../../../src/operations/workspaces/importFile';
import { leakagePairs } from '../../../src/operations/findings/leakagePairs';
import { dropFile, testPorts, valueOf, workspaceOf } from '../testProject';

const dataset = (name: string, purpose?: string) => ({
  namespace: 'file',
  name,
  ...(purpose !== undefined && {
    inputFacets: { throughline_observation: { purpose } },
  }),
});

const event = (job: string, run: number, inputs: object[], outputs: object[]) =>
  JSON.stringify({
    eventTime: `2026-01-01T0${run}:00:00Z`,
    eventType: 'COMPLETE',
    producer: 'https://example.org',
    schemaURL: 'https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent',
    run: { runId: `0190a5d0-0000-7000-8000-00000000000${run}` },
    job: { namespace: 'jobs', name: job },
    inputs,
    outputs,
  });

it('test sets stand with their training sets by the purpose of what was read, and by their names', async () => {
  const ports = testPorts();
  for (const name of ['rides.csv', 'later.csv', 'x_train.csv', 'x_test.csv', 'other.csv'])
    await dropFile(ports, name, `a,b\n1,${name}\n`);
  const events = [
    event('train', 1, [dataset('rides.csv', 'training')], [dataset('model')]),
    event('evaluate', 2, [dataset('model'), dataset('later.csv', 'evaluation')], [dataset('report')]),
    event('unrelated', 3, [dataset('other.csv', 'evaluation')], [dataset('thing')]),
  ];
  valueOf(await importFile(ports, { path: 'e.jsonl', text: events.join('\n') }));
  const workspace = await workspaceOf(ports);
  const nameOf = (id: string) =>
    [...workspace.artifacts.values()].find((view) => view.artifact.id === id)?.name;
  const pairs = leakagePairs(workspace).map(({ training, test, why }) => [
    nameOf(training.artifactId),
    nameOf(test.artifactId),
    why,
  ]);
  expect(pairs).toEqual([
    ['rides.csv', 'later.csv', 'purpose'],
    ['x_train.csv', 'x_test.csv', 'name'],
  ]);
});
