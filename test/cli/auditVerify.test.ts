import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { writeAuditLines } from '../../src/formats/audit/writeAuditLines';
import { emptyTables, keyFieldOf, type TableName } from '../../src/records/tables';
import { readBundle } from '../../src/formats/bundle/readBundle';
import { exportBundle } from '../../src/operations/workspaces/bundle';
import { writeBundle } from '../../src/formats/bundle/writeBundle';
import { appendAudit } from '../../src/versioning/audit';
import type { ActorId } from '../../src/versioning/records';
import type { Timestamp } from '../../src/versioning/timestamp';
import { chainOf } from '../versioning/auditChain';
import { hashPorts } from '../versioning/hashPorts';
import { storeOfAllKinds } from '../operations/storedRecords';
import { valueOf } from '../operations/testProject';
import { runCommand, runJson } from './runCommand';

const chain = chainOf({ subject: 'a' }, { subject: 'b' }, { subject: 'c' });
const head = chain[2]!.hash;
const bundle = writeBundle({ ...emptyTables, audit: chain }, 'all', hashPorts);

let folder: string;
const file = (name: string, text: string): string => {
  const at = path.join(folder, name);
  writeFileSync(at, text);
  return at;
};

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'throughline-audit-'));
  // Makes the bundle of the command line, so that no test waits for it.
  await runCommand('--help');
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('audit verify', () => {
  it('answers 0 for an intact log, as JSON Lines or in a bundle', async () => {
    const value = {
      entries: 3,
      head,
      intact: true,
      firstBroken: null,
      records: null,
      claims: null,
      claimedTimes: [],
    };
    expect(await runJson('audit', 'verify', file('log.jsonl', writeAuditLines(chain)))).toEqual({
      status: 0,
      value,
    });
    const records = { checked: 0, unchecked: 0, since: null, faults: [] };
    expect(await runJson('audit', 'verify', file('bundle.json', bundle))).toEqual({
      status: 0,
      value: { ...value, records, claims: { readings: 0, lists: 0 } },
    });
    const { stdout } = await runCommand('audit', 'verify', file('log.jsonl', writeAuditLines(chain)));
    expect(stdout).toMatch(new RegExp(`: 3 entries, chain intact, head 3 ${head}\n$`));
  });

  it('names a time that is more than a day ahead as a claim, which is no fault', async () => {
    const draft = {
      recordedAt: '9999-12-31T23:59:59.999999999Z' as Timestamp,
      actor: 'ana' as ActorId,
      action: 'createArtifact',
      subject: 'd',
      detail: {},
    };
    const claiming = file(
      'claim.jsonl',
      writeAuditLines([...chain, appendAudit(chain[2], draft, hashPorts)]),
    );
    expect(await runJson('audit', 'verify', claiming)).toMatchObject({
      status: 0,
      value: { intact: true, claimedTimes: [4] },
    });
    const { stdout } = await runCommand('audit', 'verify', claiming);
    expect(stdout).toContain('entry 4 claims a time more than a day ahead');
  });

  it('answers 1 for a tampered log, and names the first broken entry', async () => {
    const tampered = writeAuditLines(chain).replace('"subject":"b"', '"subject":"B"');
    const broken = {
      status: 1,
      value: {
        entries: 3,
        head: chain[0]!.hash,
        intact: false,
        firstBroken: { sequence: 2, reason: expect.stringContaining('changed') as string },
        records: null,
        claims: null,
        claimedTimes: [],
      },
    };
    expect(await runJson('audit', 'verify', file('bad.jsonl', tampered))).toEqual(broken);
    const inBundle = bundle.replace('"subject":"b"', '"subject":"B"');
    expect(await runJson('audit', 'verify', file('bad.json', inBundle))).toEqual(broken);
    const { status, stdout } = await runCommand('audit', 'verify', file('bad.jsonl', tampered));
    expect([status, stdout]).toEqual([1, expect.stringContaining('broken at entry 2') as string]);
  });

  it('answers 1 where a noted head is missing: the tail was taken off', async () => {
    const cut = file('cut.jsonl', writeAuditLines(chain.slice(0, 2)));
    expect((await runCommand('audit', 'verify', cut)).status).toBe(0);
    expect(await runJson('audit', 'verify', cut, '--head', head)).toMatchObject({
      status: 1,
      value: { intact: false, firstBroken: { sequence: 3 } },
    });
    expect((await runCommand('audit', 'verify', cut, `--head=2:${chain[1]!.hash}`)).status).toBe(0);
  });

  it('answers 2 for what is no log, and for a bundle that was changed elsewhere', async () => {
    const cases = [
      path.join(folder, 'none.jsonl'),
      file('other.json', '{"hello":"world"}\n'),
      file('half.jsonl', writeAuditLines(chain).slice(0, -20)),
      file('part.json', writeBundle(emptyTables, 'closure', hashPorts)),
      file('changed.json', bundle.replace(/"digest":"[0-9a-f]{8}/, '"digest":"00000000')),
    ];
    for (const at of cases) {
      const { status, value } = await runJson('audit', 'verify', at);
      expect([at, status, value]).toEqual([
        at,
        2,
        {
          path: at,
          failure: {
            kind: 'unreadableLog',
            message: expect.any(String) as string,
            place: expect.any(String) as string,
          },
        },
      ]);
    }
  });

  it('answers 2 for a log and for a bundle in which a member stands twice, and names its line', async () => {
    const doubled = (text: string) => text.replace('"subject":"b"', '"subject":"a","subject":"b"');
    const lines = file('doubled.jsonl', doubled(writeAuditLines(chain)));
    const whole = file('doubled.json', doubled(bundle));
    const failure = { kind: 'unreadableLog', message: 'a member stands there twice' };
    expect(await runJson('audit', 'verify', lines)).toEqual({
      status: 2,
      value: { path: lines, failure: { ...failure, place: 'line 2' } },
    });
    const line = bundle.split('\n').findIndex((text) => text.includes('"subject":"b"')) + 1;
    expect(await runJson('audit', 'verify', whole)).toEqual({
      status: 2,
      value: { path: whole, failure: { ...failure, place: `line ${line}` } },
    });
  });

  it('answers 2 for a use that it does not know', async () => {
    expect((await runCommand('audit', 'check', 'x')).status).toBe(2);
    expect((await runCommand('audit', 'verify')).status).toBe(2);
    expect((await runCommand('audit', 'verify', 'x', '--head', '12ab')).status).toBe(2);
  });
});

describe('audit verify of a bundle of which a record was changed', () => {
  type Rows = readonly Readonly<Record<string, unknown>>[];
  let tables: Readonly<Record<TableName, Rows>>;
  beforeAll(async () => {
    const text = valueOf(await exportBundle(await storeOfAllKinds(), null));
    tables = valueOf(readBundle(text, hashPorts)).tables as never;
  });

  const body =
    (of: 'message' | 'semanticVersion', change: Readonly<Record<string, unknown>>) => (rows: Rows) =>
      rows.map((row) => {
        const before = row['body'] as Readonly<Record<string, unknown>>;
        return before['kind'] === of ? { ...row, body: { ...before, ...change } } : row;
      });
  const all = (change: Readonly<Record<string, unknown>>) => (rows: Rows) =>
    rows.map((row) => ({ ...row, ...change }));
  const edits: readonly (readonly [string, TableName, (rows: Rows) => Rows])[] = [
    ["an alias's target", 'aliasMoves', all({ snapshotId: null })],
    ["an alias's name", 'aliasMoves', all({ name: 'champion' })],
    ['a reason', 'aliasMoves', all({ reason: 'for no reason' })],
    ['measurements', 'measurements', all({ values: Float64Array.of(0.99) })],
    ["a reading's row count", 'readings', all({ rowCount: 7 })],
    ["a reading's logical digest", 'readings', all({ logicalDigest: '0'.repeat(64) })],
    ['a profile', 'profiles', all({ profile: { rowCount: 7, columns: [] } })],
    ['a semantic version', 'annotations', body('semanticVersion', { version: '9.0.0' })],
    ['a message', 'annotations', body('message', { text: 'All is well.' })],
    ["a run's state", 'runs', all({ state: 'completed', metrics: { auc: 1 } })],
    ["a guardrail's rules", 'guardrails', all({ rules: [] })],
    ['a binding', 'bindings', all({ namespace: 'elsewhere' })],
    ["a snapshot's digest", 'snapshots', (rows) => rows.map((row) => ({ ...row, md5: null }))],
    ["a link's role", 'observations', all({ role: 'output' })],
  ];

  it.each(edits)('names %s', async (_, table, edit) => {
    const changed = edit(tables[table]);
    const text = writeBundle({ ...tables, [table]: changed } as never, 'all', hashPorts);
    const { status, value } = await runJson('audit', 'verify', file('edited.json', text));
    expect(status).toBe(1);
    const { intact, records } = value as {
      readonly intact: boolean;
      readonly records: { readonly faults: readonly Readonly<Record<string, unknown>>[] };
    };
    expect(intact).toBe(false);
    const key = keyFieldOf(table);
    const told = new Set(records.faults.map((fault) => fault['key']));
    const differing = changed.filter((row, at) => !isDeepStrictEqual(row, tables[table][at]));
    expect(differing.length).toBeGreaterThan(0);
    expect(told).toEqual(new Set(differing.map((row) => row[key])));
    expect(records.faults.every((fault) => fault['kind'] === 'changed' && fault['table'] === table)).toBe(
      true,
    );
  });

  it('names it in words, also where its digest was not made anew', async () => {
    const text = writeBundle(tables as never, 'all', hashPorts);
    const at = file('renamed.json', text.replace('"name":"production"', '"name":"champion"'));
    const { status, stdout } = await runCommand('audit', 'verify', at);
    expect([status, stdout]).toEqual([
      1,
      expect.stringMatching(
        /held against the log, 1 not as it says.*\n {2}The move of the alias champion of raw\/trips\.csv was changed after entry \d+ wrote it/,
      ) as string,
    ]);
  });
});
