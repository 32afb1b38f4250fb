import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { writeAuditLines } from '../../src/formats/audit/writeAuditLines';
import { emptyTables } from '../../src/records/tables';
import { writeBundle } from '../../src/formats/bundle/writeBundle';
import { appendAudit } from '../../src/versioning/audit';
import type { ActorId } from '../../src/versioning/records';
import type { Timestamp } from '../../src/versioning/timestamp';
import { chainOf } from '../versioning/auditChain';
import { hashPorts } from '../versioning/hashPorts';
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
    const intact = {
      status: 0,
      value: { entries: 3, head, intact: true, firstBroken: null, claimedTimes: [] },
    };
    expect(await runJson('audit', 'verify', file('log.jsonl', writeAuditLines(chain)))).toEqual(intact);
    expect(await runJson('audit', 'verify', file('bundle.json', bundle))).toEqual(intact);
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

  it('answers 2 for a use that it does not know', async () => {
    expect((await runCommand('audit', 'check', 'x')).status).toBe(2);
    expect((await runCommand('audit', 'verify')).status).toBe(2);
    expect((await runCommand('audit', 'verify', 'x', '--head', '12ab')).status).toBe(2);
  });
});
