import { memoryPorts } from '../../src/cli/memoryWorkspace';
import { exportBundle } from '../../src/operations/workspaces/bundle';
import { importFile } from '../../src/operations/workspaces/importFile';
import { valueOf } from '../operations/testProject';

/** An event of OpenLineage: a run of the job has ended. */
export function eventOf(job: string): object {
  return {
    eventType: 'COMPLETE',
    eventTime: '2026-03-01T10:00:00Z',
    producer: 'https://example.org/test',
    schemaURL: 'https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent',
    run: {
      runId: `00000000-0000-4000-8000-${Buffer.from(job).toString('hex').padStart(12, '0').slice(-12)}`,
    },
    job: { namespace: 'team', name: job },
    inputs: [],
    outputs: [],
  };
}

/** A whole store as a bundle, log included, that imported each of these events by itself. */
export async function bundleOf(...events: readonly object[]): Promise<string> {
  const ports = memoryPorts('sealed');
  for (const [at, event] of events.entries())
    valueOf(await importFile(ports, { path: `${at}.json`, text: JSON.stringify(event) }));
  return valueOf(await exportBundle(ports, null));
}
