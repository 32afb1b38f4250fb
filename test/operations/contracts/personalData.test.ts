import { beforeEach, describe, expect, it } from 'vitest';
import { recogniserVersion } from '../../../src/gates/privacy/kinds';
import type { ColumnFindings } from '../../../src/gates/privacy/recogniseTable';
import type { GraphKind } from '../../../src/lineage/graph';
import { describeAuditEntry } from '../../../src/operations/audit/auditLogWords';
import { readAuditLog } from '../../../src/operations/audit/auditLog';
import { undo } from '../../../src/operations/audit/undo';
import { decidedFindings, personalFlow, removalsOf } from '../../../src/operations/contracts/personalData';
import { annotate } from '../../../src/operations/core/annotate';
import type { OperationPorts } from '../../../src/operations/core/ports';
import { declareRemoval } from '../../../src/operations/identities/declareRemoval';
import { importFile } from '../../../src/operations/workspaces/importFile';
import { dropFile, testPorts, valueOf, workspaceOf } from '../testProject';

let ports: OperationPorts;
const found: readonly ColumnFindings[] = [
  {
    name: 'rider',
    findings: [{ kind: 'email', score: 0.97, rows: 2, isExact: true, samples: ['a•••@b•••.org'] }],
    looked: 1,
  },
  { name: 'fare', findings: [], looked: 1 },
];

const people = async () => (await workspaceOf(ports)).artifactNamed('file', 'people.csv')!;

/** `artifact: tag` of what the tags of people.csv reach, sorted. */
async function reached(kind: GraphKind = 'definition'): Promise<readonly string[]> {
  const workspace = await workspaceOf(ports);
  const own = new Set((await people()).snapshots.map(({ reading }) => reading?.key));
  const flow = personalFlow(workspace, kind, (key) => (own.has(key) ? found : undefined));
  const graph = workspace.graph(kind);
  return [...flow.at]
    .flatMap(([index, arrivals]) => {
      const node = graph.nodes[index]!;
      if (!('artifactId' in node)) return [];
      const name = workspace.artifacts.get(node.artifactId)!.name;
      return arrivals.map(({ tag, certainty }) => `${name}: ${tag}${certainty === 'possible' ? '?' : ''}`);
    })
    .sort();
}

beforeEach(async () => {
  ports = testPorts();
  await dropFile(ports, 'people.csv', 'rider,fare\nana@b.org,1\nbo@b.org,2\n');
  const event = {
    eventType: 'COMPLETE',
    eventTime: '2026-01-01T00:00:01Z',
    producer: 'urn:test',
    schemaURL: 'https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent',
    run: { runId: '00000000-0000-4000-8000-000000000001' },
    job: { namespace: 'etl', name: 'clean' },
    inputs: [{ namespace: 'file', name: 'people.csv' }],
    outputs: [{ namespace: 'db', name: 'riders' }],
  };
  valueOf(await importFile(ports, { path: 'run.json', text: JSON.stringify([event]) }));
});

describe('personal data in a workspace', () => {
  it('[S12] reaches what a run made of it, in both graphs', async () => {
    expect(await reached()).toEqual(['people.csv: email', 'riders: email']);
    expect(await reached('version')).toContain('riders: email?');
  });

  it('[S11] a rejected finding tags nothing, in later versions too, until it is undone', async () => {
    const [version] = (await people()).snapshots;
    const body = {
      kind: 'personalData',
      column: 'rider',
      of: 'email',
      says: 'rejected',
      recogniserVersion,
    } as const;
    const said = valueOf(await annotate(ports, version!.snapshot.id, body));
    await dropFile(ports, 'people.csv', 'rider,fare\nana@b.org,1\nbo@b.org,2\ncy@b.org,3\n');
    expect((await people()).snapshots).toHaveLength(2);
    expect(decidedFindings(await people(), found)).toMatchObject([{ action: 'allow', isOutdated: false }]);
    expect(await reached()).toEqual([]);
    valueOf(await undo(ports, said.auditSequence));
    expect(await reached()).toEqual(['people.csv: email', 'riders: email']);
  });

  it('[S11] what was said over an earlier recogniser asks again', async () => {
    const [version] = (await people()).snapshots;
    const body = {
      kind: 'personalData',
      column: 'rider',
      of: 'email',
      says: 'rejected',
      recogniserVersion: 0,
    } as const;
    valueOf(await annotate(ports, version!.snapshot.id, body));
    expect(decidedFindings(await people(), found)).toMatchObject([{ action: 'escalate', isOutdated: true }]);
    expect(await reached()).toEqual(['people.csv: email', 'riders: email']);
  });

  it('[L64] a job that is declared to remove a tag ends its way; taken back, it does not', async () => {
    const [job] = (await workspaceOf(ports)).jobs.keys();
    valueOf(await declareRemoval(ports, job!, 'email', 'addresses are hashed'));
    expect(removalsOf(await workspaceOf(ports))).toEqual([
      { jobId: job, tag: 'email', reason: 'addresses are hashed' },
    ]);
    expect(await reached()).toEqual(['people.csv: email']);
    expect(await declareRemoval(ports, job!, 'email', ' ')).toMatchObject({ ok: false });
    valueOf(await declareRemoval(ports, job!, 'email', null));
    expect(await reached()).toEqual(['people.csv: email', 'riders: email']);
    const log = valueOf(await readAuditLog(ports.store));
    expect(log.entries.slice(-2).map((entry) => describeAuditEntry(log, entry))).toEqual([
      'Declared that clean removes email: addresses are hashed',
      'Took back that clean removes email',
    ]);
  });
});
