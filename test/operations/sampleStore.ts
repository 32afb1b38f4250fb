import { importFile } from '../../src/operations/workspaces/importFile';
import { annotate } from '../../src/operations/core/annotate';
import { createArtifact } from '../../src/operations/core/createArtifact';
import { recordRun } from '../../src/operations/lineage/recordRun';
import type { OperationPorts } from '../../src/operations/core/ports';
import { undo } from '../../src/operations/audit/undo';
import { parseTimestamp, type Timestamp } from '../../src/versioning/timestamp';
import { dropFile, dropFolder, testPorts, valueOf } from './testProject';

const at = (text: string): Timestamp => valueOf(parseTimestamp(text));

/** A store with something in every table: drops, a folder, runs by hand and from events, an undo, names like `__proto__`. */
export async function filledPorts(): Promise<OperationPorts> {
  const ports = testPorts();
  const raw = await dropFile(ports, 'raw/trips.csv', 'id,fare\n1,2.5\n2,\n3,-0.0\n');
  await dropFile(ports, 'raw/trips.csv', 'id,fare\n1,2.5\n2,7\n3,1e300\n4,5\n');
  const clean = await dropFile(ports, '__proto__', 'id,fare\n1,2.5\n');
  await dropFolder(ports, 'images', { 'a.txt': 'a', 'b/c.txt': 'c' });
  valueOf(await createArtifact(ports, 'endpoint', 'serving', 'fares <b>api</b>'));
  valueOf(await annotate(ports, clean.outcomes[0]!.snapshotId, { kind: 'tags', tags: ['gold'] }));
  valueOf(
    await recordRun(ports, {
      job: { namespace: 'etl', name: 'clean' },
      inputs: [
        {
          artifactId: raw.outcomes[0]!.artifactId,
          snapshotId: raw.outcomes[0]!.snapshotId,
          requested: '1.x || ^2.1',
        },
      ],
      outputs: [{ artifactId: clean.outcomes[0]!.artifactId, snapshotId: clean.outcomes[0]!.snapshotId }],
      state: 'completed',
      startedAt: at('2026-03-01T10:00:00Z'),
      endedAt: at('2026-03-01T10:05:00Z'),
      parameters: { depth: 6, nested: { a: [1, null] } },
      metrics: { auc: 0.93 },
      codeVersion: 'abc123',
      environment: 'python 3.12',
      seed: 42,
      actor: 'Ada',
    }),
  );
  const run = { runId: '22222222-2222-4222-8222-222222222222', facets: {} };
  const events = [
    {
      eventType: 'START',
      eventTime: '2026-03-02T00:00:00Z',
      run,
      job: { namespace: 'ml', name: 'train' },
      inputs: [
        {
          namespace: 'db',
          name: 'features',
          facets: {
            version: { datasetVersion: '9' },
            symlinks: { identifiers: [{ namespace: 'file', name: '/f', type: 'TABLE' }] },
          },
        },
      ],
    },
    {
      eventType: 'FAIL',
      eventTime: '2026-03-02T01:00:00Z',
      run,
      job: { namespace: 'ml', name: 'train' },
      outputs: [
        {
          namespace: 'db',
          name: 'model',
          facets: {
            datasetType: { datasetType: 'MODEL' },
            documentation: { description: 'Trained each night.' },
            columnLineage: {
              fields: { y: { inputFields: [{ namespace: 'db', name: 'features', field: 'x' }] } },
            },
          },
        },
      ],
    },
    {
      eventTime: '2026-03-03T00:00:00Z',
      job: { namespace: 'ml', name: 'declared' },
      inputs: [{ namespace: 'db', name: 'model' }],
      outputs: [{ namespace: 'db', name: 'report' }],
    },
  ];
  valueOf(await importFile(ports, { path: 'events.json', text: JSON.stringify(events) }));
  const mistake = valueOf(await createArtifact(ports, 'dataset', 'serving', 'a mistake'));
  valueOf(await undo(ports, mistake.auditSequence));
  return ports;
}
