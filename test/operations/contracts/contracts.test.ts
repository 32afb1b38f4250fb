import { describe, expect, it } from 'vitest';
import { readRows } from '../../../src/formats/readRows';
import { nodeIngestPorts, nodeText } from '../../../src/cli/nodePorts';
import { draftFromVersions, type PastTable } from '../../../src/operations/contracts/draftFromVersions';
import { judgeTable, type ReadEachRow } from '../../../src/operations/contracts/judgeTable';
import { setContract } from '../../../src/operations/contracts/setContract';
import { versionToJudge } from '../../../src/operations/contracts/versionToJudge';
import { writeSuggestion } from '../../../src/operations/contracts/writeSuggestion';
import { undo } from '../../../src/operations/audit/undo';
import { annotate } from '../../../src/operations/core/annotate';
import { createMemoryChunkStore } from '../../../src/storage/chunkMemoryStore';
import { defaultReadOptions } from '../../../src/table/schema';
import { keepFile } from '../keptProject';
import { sqlThread } from '../../../src/cli/sqlThread';
import { smallContract } from '../storedRecords';
import { dropFile, ingest, testPorts, valueOf, workspaceOf } from '../testProject';

const rowsOf =
  (text: string): ReadEachRow =>
  (rows) => {
    const bytes = nodeText.encode(text);
    const source = {
      byteLength: bytes.length,
      read: (start: number, end: number) => Promise.resolve(bytes.slice(start, end)),
    };
    const file = { path: 'trips.csv', options: defaultReadOptions, textColumns: [] };
    return readRows(source, file, rows, nodeIngestPorts, new AbortController().signal);
  };

const matches = (pattern: string, texts: readonly string[]): Uint8Array =>
  Uint8Array.from(texts, (text) => (new RegExp(pattern).test(text) ? 1 : 0));

const noFacts = {
  digest: null,
  logicalDigest: null,
  encoding: null,
  arrivedAt: null,
  licence: null,
  profile: null,
  before: null,
  metrics: null,
  files: null,
  signatures: new Map<string, string>(),
};
const judged = (
  contract: string,
  text: string,
  facts: Parameters<typeof judgeTable>[0]['facts'] = noFacts,
  others: Readonly<Record<string, string>> = {},
) =>
  judgeTable(
    { contract, name: 'trips.csv', at: 0, facts },
    {
      own: rowsOf(text),
      others: new Map(Object.entries(others).map(([name, other]) => [name, rowsOf(other)])),
      personal: new Map(),
      match: matches,
      openSql: () => Promise.resolve(sqlThread()),
    },
  );

describe('a contract', () => {
  it('holds from when it is written on, its latest version, until it is taken away or undone', async () => {
    const ports = testPorts();
    const { artifactId } = (await dropFile(ports, 'trips.csv', 'id\n1\n')).outcomes[0]!;
    const texts = async () =>
      (await workspaceOf(ports)).artifacts.get(artifactId)!.contracts.map(({ text }) => text);
    valueOf(await setContract(ports, artifactId, smallContract));
    const stricter = `${smallContract}        unique: true\n`;
    const second = valueOf(await setContract(ports, artifactId, stricter));
    expect(await texts()).toEqual([smallContract, stricter]);
    valueOf(await undo(ports, second.auditSequence));
    expect(await texts()).toEqual([smallContract]);
    valueOf(await setContract(ports, artifactId, null));
    expect(await texts()).toEqual([smallContract, null]);
  });

  it('is refused with its place where it is none, and nothing is written', async () => {
    const ports = testPorts();
    const { artifactId } = (await dropFile(ports, 'trips.csv', 'id\n1\n')).outcomes[0]!;
    expect(await setContract(ports, artifactId, 'kind: Recipe\n')).toEqual({
      ok: false,
      error: {
        kind: 'invalidContract',
        place: '/kind',
        message: 'it is no data contract: kind must be DataContract',
      },
    });
    expect((await workspaceOf(ports)).artifacts.get(artifactId)!.contracts).toEqual([]);
  });
});

describe('a version', () => {
  it('is judged clause by clause, with the rows that break one', async () => {
    const good = valueOf(await judged(smallContract, 'id,fare\n1,2\n2,3\n'));
    expect(good.verdict).toBe('pass');
    const bad = valueOf(await judged(smallContract, 'id,fare\n1,2\n,3\n4,5\n,6\n'));
    expect(bad.verdict).toBe('fail');
    const required = bad.checks.find(({ clause }) => clause === 'required')!;
    expect(required).toMatchObject({ column: 'id', verdict: 'fail', failingCount: 2 });
    expect(required.rows.map(({ row }) => row)).toEqual([2, 4]);
  });

  it('of which nothing can be read is unknown, and says why', async () => {
    const unread = valueOf(await judged(smallContract, 'id,fare\n1,2\n2\n'));
    expect(unread.verdict).toBe('unknown');
    expect(unread.checks.every(({ message }) => message.startsWith('the table could not be read'))).toBe(
      true,
    );
  });

  it('is judged by the object of its name where the contract has several, and by none of another name', async () => {
    const other = smallContract.replace(
      '- name: trips',
      '- name: stations\n    properties: []\n  - name: trips',
    );
    expect(valueOf(await judged(other, 'id\n1\n')).verdict).toBe('pass');
    const named = other.replaceAll('name: trips', 'name: rides');
    expect(await judged(named, 'id\n1\n')).toMatchObject({ ok: false, error: { place: '/schema' } });
  });

  it('is held against the one before it', async () => {
    const contract = smallContract.replace(
      '    properties:',
      '    customProperties:\n      - property: throughlineRowCountChange\n        value: { minimum: -10, maximum: 10 }\n    properties:',
    );
    const before = { label: 'trips.csv v1', rowCount: 10, profile: null };
    const { checks } = valueOf(await judged(contract, 'id\n1\n2\n', { ...noFacts, before }));
    expect(checks.some(({ message }) => message.includes('trips.csv v1'))).toBe(true);
  });

  it('comes with its kept bytes, the contract that holds, and what is known of the one before', async () => {
    const ports = testPorts();
    const chunks = createMemoryChunkStore();
    const first = await keepFile(ports, chunks, 'trips.csv', 'id\n1\n');
    const { artifactId } = first.outcomes[0]!;
    const version = { snapshotId: first.outcomes[0]!.snapshotId, title: 'trips.csv v1' };
    expect(valueOf(await versionToJudge(ports.store, version))).toBeNull();
    const contract = valueOf(await setContract(ports, artifactId, smallContract)).value;
    const second = await keepFile(ports, chunks, 'trips.csv', 'id\n1\n2\n');
    const next = { snapshotId: second.outcomes[0]!.snapshotId, title: 'trips.csv v2' };
    expect(valueOf(await versionToJudge(ports.store, next))).toMatchObject({
      contractId: contract.id,
      table: { path: 'trips.csv' },
      judged: { contract: smallContract, facts: { before: { rowCount: 1 } } },
    });
  });

  it('shows what its contract said last', async () => {
    const ports = testPorts();
    const { artifactId, snapshotId } = (await dropFile(ports, 'trips.csv', 'id\n1\n')).outcomes[0]!;
    const { id: contractId } = valueOf(await setContract(ports, artifactId, smallContract)).value;
    for (const text of ['id\n\n1\n', 'id\n1\n']) {
      const verdict = { ...valueOf(await judged(smallContract, text)), contractId, at: ports.now() };
      valueOf(await annotate(ports, snapshotId, { kind: 'verdict', ...verdict }));
    }
    expect((await workspaceOf(ports)).snapshots.get(snapshotId)!.verdict).toMatchObject({
      contractId,
      verdict: 'pass',
    });
  });
});

async function past(title: string, text: string): Promise<PastTable> {
  const { table } = await ingest('trips.csv', text);
  return {
    title,
    profile: table!.profile,
    encoding: table!.reading.dialect?.encoding ?? null,
    read: rowsOf(text),
  };
}

describe('a draft', () => {
  const table = (from: number) =>
    `id,fare\n${Array.from({ length: 40 }, (_, at) => `${from + at},${(at % 7) + 1}`).join('\n')}\n`;

  it('is kept by every version that it was made of, and broken by another one', async () => {
    const versions = [await past('v1', table(1)), await past('v2', table(41))];
    const { suggestion } = valueOf(await draftFromVersions('trips', versions, 0, matches));
    const contract = valueOf(writeSuggestion('trips', suggestion, null));
    for (const text of [table(1), table(41)]) {
      const { verdict } = valueOf(await judged(contract, text));
      expect(verdict).not.toBe('fail');
    }
    expect(valueOf(await judged(contract, table(81).replaceAll(',1\n', ',-100000\n'))).verdict).toBe('fail');
  });

  it('adds to a contract that is there what it does not have, and changes none of it', async () => {
    const versions = [await past('v1', table(1))];
    const { suggestion } = valueOf(await draftFromVersions('trips', versions, 0, matches));
    const commented = smallContract.replace('status: active', 'status: active # ours');
    const written = valueOf(writeSuggestion('trips', suggestion, commented));
    expect(written).toContain('status: active # ours');
    expect(written).toContain('name: fare');
    expect(written.split('required: true').length).toBeGreaterThan(1);
  });
});
