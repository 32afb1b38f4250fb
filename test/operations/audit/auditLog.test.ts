import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';

import { annotate } from '../../../src/operations/core/annotate';
import {
  auditSubjects,
  readAuditLog,
  undoStateOf,
  type AuditLog,
} from '../../../src/operations/audit/auditLog';
import { filterAuditLog, type AuditFilter } from '../../../src/operations/audit/auditLogFilter';
import {
  auditActions,
  auditChanges,
  auditDigest,
  auditFacts,
  describeAuditEntry,
} from '../../../src/operations/audit/auditLogWords';
import { createArtifact } from '../../../src/operations/core/createArtifact';
import { exportAudit } from '../../../src/operations/audit/exportAudit';
import { importFile } from '../../../src/operations/workspaces/importFile';
import { linkNodes } from '../../../src/operations/lineage/linkNodes';
import type { OperationPorts } from '../../../src/operations/core/ports';
import { recordRun } from '../../../src/operations/lineage/recordRun';
import type { RunDraft } from '../../../src/operations/lineage/runDraft';
import { undo } from '../../../src/operations/audit/undo';
import type { AuditEntry } from '../../../src/versioning/records';
import { dropFile, dropFolder, testPorts, valueOf } from '../testProject';
import { plainRun } from '../plainRun';

const everything: AuditFilter = {
  artifactId: null,
  actor: null,
  action: null,
  from: null,
  until: null,
  text: '',
};
const draft: RunDraft = {
  ...plainRun,
  job: { namespace: 'n', name: 'train_demand' },
  parameters: { rate: 0.1 },
};
const nameOf = (actor: string): string => (actor === 'tester' ? 'Ana' : actor);

let ports: OperationPorts;
beforeEach(() => {
  ports = testPorts();
});

const logOf = async (): Promise<AuditLog> => valueOf(await readAuditLog(ports.store));
const words = (log: AuditLog): string[] => log.entries.map((entry) => describeAuditEntry(log, entry));
const lastOf = (log: AuditLog): AuditEntry => log.entries.at(-1)!;

describe('the words of the log', () => {
  it('are there for every action that an operation records', () => {
    const folder = path.resolve(import.meta.dirname, '../../../src/operations');
    const recorded = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !/auditLog|sample/.test(name))
      .flatMap((name) => [...readFileSync(path.join(folder, name), 'utf8').matchAll(/\baction: '(\w+)'/g)])
      .map(([, action]) => action);
    expect(new Set(recorded)).toEqual(new Set(auditActions));
  });

  it('say what each change did', async () => {
    await dropFile(ports, 'trips.csv', 'id\n1\n');
    const { outcomes } = await dropFile(ports, 'trips.csv', 'id\n1\n2\n');
    const { artifactId, snapshotId } = outcomes[0]!;
    valueOf(await createArtifact(ports, 'model', 'n', 'demand'));
    valueOf(await annotate(ports, snapshotId, { kind: 'message', text: 'a day more' }));
    valueOf(
      await annotate(ports, snapshotId, {
        kind: 'semanticVersion',
        version: '2.0.0',
        isSuggested: false,
        reasons: [],
      }),
    );
    valueOf(await annotate(ports, snapshotId, { kind: 'tags', tags: ['x', 'y'] }));
    valueOf(await annotate(ports, snapshotId, { kind: 'licence', expression: 'MIT' }));
    valueOf(await annotate(ports, snapshotId, { kind: 'owner', name: 'Ben' }));
    valueOf(await recordRun(ports, { ...draft, inputs: [{ artifactId, snapshotId }] }));
    const demand = [...(await logOf()).artifactNames].find(([, name]) => name === 'demand')![0];
    valueOf(await linkNodes(ports, 'definition', `artifact:${artifactId}`, `artifact:${demand}`));
    const event = {
      eventType: 'COMPLETE',
      eventTime: '2026-01-01T00:00:00Z',
      producer: 'urn:t',
      schemaURL: 'https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent',
      run: { runId: '11111111-1111-4111-8111-111111111111' },
      job: { namespace: 'n', name: 'j' },
    };
    valueOf(await importFile(ports, { path: 'events.json', text: JSON.stringify([event]) }));
    expect(words(await logOf())).toEqual([
      'Added version 1 of trips.csv',
      'Added version 2 of trips.csv',
      'Created demand',
      'Wrote the message of trips.csv v2',
      'Called trips.csv v2 2.0.0',
      'Tagged trips.csv v2 with x, y',
      'Set the licence of trips.csv v2 to MIT',
      'Named Ben as the owner of trips.csv v2',
      'Recorded a run of train_demand',
      'Linked trips.csv → demand',
      'Imported events.json',
    ]);
  });

  it('say of a folder how many files came with it, and of a move both names', async () => {
    await dropFolder(ports, 'data', { 'a.csv': 'id\n1\n', 'b.csv': 'id\n2\n' });
    await dropFolder(ports, 'data', { 'a.csv': 'id\n3\n', 'c.csv': 'id\n2\n' });
    expect(words(await logOf())).toEqual([
      'Added version 1 of data and of 2 files in it',
      'Added version 2 of data and of 1 file in it, 1 moved',
    ]);
  });

  it('say of an undo what it was of, through an undo of an undo', async () => {
    const { auditSequence } = await dropFile(ports, 'trips.csv', 'id\n1\n');
    const first = valueOf(await undo(ports, auditSequence!));
    const second = valueOf(await undo(ports, first.auditSequence));
    valueOf(await undo(ports, second.auditSequence));
    expect(words(await logOf()).slice(1)).toEqual([
      'Undid: Added version 1 of trips.csv',
      'Put back: Added version 1 of trips.csv',
      'Undid: Added version 1 of trips.csv',
    ]);
  });

  it('name what a newer program did as it stands, and survive any detail', async () => {
    const log = await logOf();
    const entry = { sequence: 1, action: 'toString', subject: 'x', detail: null } as unknown as AuditEntry;
    expect(describeAuditEntry(log, entry)).toBe('toString: x');
    for (const action of auditActions) {
      for (const detail of [null, 7, [], 'text', { snapshots: 1, undoes: 1, targets: {}, created: [] }]) {
        const odd = { ...entry, action, detail };
        expect(describeAuditEntry(log, odd)).toEqual(expect.any(String));
        expect([auditChanges(log, odd), auditFacts(odd), auditSubjects(log, odd)]).toHaveLength(3);
        expect(undoStateOf(log, odd)).toBe('nothing');
      }
    }
  });
});

describe('what an entry changed', () => {
  it('is the version before and after, with digests', async () => {
    await dropFile(ports, 'trips.csv', 'id\n1\n');
    await dropFile(ports, 'trips.csv', 'id\n2\n');
    const log = await logOf();
    const [before, after] = log.entries.map((entry) => auditDigest(entry)!.slice(0, 12));
    expect(auditChanges(log, lastOf(log))).toEqual([
      { what: 'trips.csv', before: `version 1, ${before}`, after: `version 2, ${after}` },
    ]);
  });

  it('is what was said before and after', async () => {
    const { outcomes } = await dropFile(ports, 'trips.csv', 'id\n1\n');
    valueOf(await annotate(ports, outcomes[0]!.snapshotId, { kind: 'message', text: 'first' }));
    valueOf(await annotate(ports, outcomes[0]!.snapshotId, { kind: 'message', text: 'second' }));
    const log = await logOf();
    expect(auditChanges(log, lastOf(log))).toEqual([{ what: 'text', before: 'first', after: 'second' }]);
  });

  it('can be undone while it holds, and says so once it was', async () => {
    const { auditSequence } = await dropFile(ports, 'trips.csv', 'id\n1\n');
    const states = async () => {
      const log = await logOf();
      return log.entries.map((entry) => undoStateOf(log, entry));
    };
    expect(await states()).toEqual(['possible']);
    const undone = valueOf(await undo(ports, auditSequence!));
    expect(await states()).toEqual(['undone', 'possible']);
    valueOf(await undo(ports, undone.auditSequence));
    expect(await states()).toEqual(['possible', 'undone', 'possible']);
  });
});

describe('the filter of the log', () => {
  it('finds all about an artifact, also what was taken out of view', async () => {
    const { outcomes, auditSequence } = await dropFile(ports, 'trips.csv', 'id\n1\n');
    await dropFile(ports, 'other.csv', 'id\n5\n');
    const { artifactId, snapshotId } = outcomes[0]!;
    valueOf(await annotate(ports, snapshotId, { kind: 'tags', tags: ['x'] }));
    const run = valueOf(await recordRun(ports, { ...draft, outputs: [{ artifactId, snapshotId }] }));
    valueOf(await undo(ports, run.auditSequence));
    valueOf(await undo(ports, 3));
    valueOf(await undo(ports, auditSequence!));
    const log = await logOf();
    const found = filterAuditLog(log, { ...everything, artifactId }, nameOf);
    expect(found.map(({ sequence }) => sequence)).toEqual([1, 3, 4, 5, 6, 7]);
    expect(auditSubjects(log, log.entries[3]!).runIds).toEqual([run.value]);
  });

  it('narrows by action, person, time and words, all at once', async () => {
    await dropFile(ports, 'trips.csv', 'id\n1\n');
    await dropFile(ports, 'trips.csv', 'id\n2\n');
    valueOf(await createArtifact(ports, 'model', 'n', 'demand'));
    const log = await logOf();
    const [first, second, third] = log.entries as [AuditEntry, AuditEntry, AuditEntry];
    const found = (filter: Partial<AuditFilter>) =>
      filterAuditLog(log, { ...everything, ...filter }, nameOf).map(({ sequence }) => sequence);
    expect(found({ action: 'takeSnapshot' })).toEqual([1, 2]);
    expect(found({ actor: 'nobody' as AuditEntry['actor'] })).toEqual([]);
    expect(found({ from: second.recordedAt })).toEqual([2, 3]);
    expect(found({ until: third.recordedAt })).toEqual([1, 2]);
    expect(found({ text: 'VERSION trips' })).toEqual([1, 2]);
    expect(found({ text: 'ana demand' })).toEqual([3]);
    expect(found({ text: first.hash.slice(0, 12) })).toEqual([1]);
    expect(found({ text: '#2', action: 'takeSnapshot', from: second.recordedAt })).toEqual([2]);
  });
});

describe('the export of the log', () => {
  it('names people in CSV and leaves JSON Lines as the store has them', async () => {
    await dropFile(ports, 'trips.csv', 'id\n1\n');
    const log = await logOf();
    expect(exportAudit(log, log.entries, 'csv', nameOf)).toContain(',Ana,Added version 1 of trips.csv,');
    expect(JSON.parse(exportAudit(log, log.entries, 'jsonl', nameOf))).toEqual(log.entries[0]);
  });
});
