import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand, runJson } from './runCommand';

let folder: string;
const at = (name: string): string => path.join(folder, name);
const write = (name: string, text: string): void => {
  mkdirSync(path.dirname(at(name)), { recursive: true });
  writeFileSync(at(name), text);
};

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'throughline-partitioned-'));
  write('a/dt=2026-01-01/part-0.csv', 'id,v\n1,10\n2,20\n');
  write('a/dt=2026-01-02/part-0.csv', 'id,v\n3,30\n');
  write('a/_SUCCESS', '');
  // Row 2 changed, row 3 went to another day, row 4 came.
  write('b/dt=2026-01-01/part-0.csv', 'v,id\n10,1\n21,2\n');
  write('b/dt=2026-01-02/part-1.csv', 'id,v\n4,40\n');
  write('b/dt=2026-01-03/part-0.csv', 'id,v\n3,30\n');
  write('one/all.csv', 'id,v,dt\n1,10,2026-01-01\n2,20,2026-01-01\n3,30,2026-01-02\n');
  write('broken/k=1/x.csv', 'a,b\n1,2\n');
  write('broken/k=2/x.csv', 'a,b\n1\n');
  await runCommand('--help');
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('a folder of parts', () => {
  it('is snapshotted as one table with its tree digest', async () => {
    const { status, value } = await runJson('snapshot', '--partitioned', at('a'));
    const plain = await runJson('snapshot', at('a'));
    expect(status).toBe(0);
    expect(value).toMatchObject([
      {
        kind: 'directory',
        sha256: (plain.value as { sha256: string }[])[0]!.sha256,
        format: 'partitioned csv',
        rowCount: 3,
        fileCount: 3,
        columns: [
          { name: 'id', type: 'integer', nullable: false },
          { name: 'v', type: 'integer', nullable: false },
          { name: 'dt', type: 'date', nullable: false },
        ],
      },
    ]);
  });

  it('reads no file whose size and time agree with an earlier snapshot, and says how many', async () => {
    for (const day of [1, 2]) {
      write(`t/dt=2026-01-0${day}/p.csv`, `id\n${day}\n`);
      utimesSync(at(`t/dt=2026-01-0${day}/p.csv`), 1_700_000_000, 1_700_000_000);
    }
    const taken = () => runJson('snapshot', '--partitioned', '--trust-times', at('times.json'), at('t'));
    const first = await taken();
    expect(first.value).toMatchObject([{ trustedFiles: 0, rowCount: 2 }]);
    // Another number in as many bytes at the same time is what trusting times does not see.
    write('t/dt=2026-01-01/p.csv', 'id\n7\n');
    utimesSync(at('t/dt=2026-01-01/p.csv'), 1_700_000_000, 1_700_000_000);
    write('t/dt=2026-01-03/p.csv', 'id\n3\n');
    // Of a moment after the snapshot, however slow that is: it is never trusted.
    const later = Date.now() / 1000 + 3600;
    utimesSync(at('t/dt=2026-01-03/p.csv'), later, later);
    const { value } = await taken();
    expect(value).toMatchObject([{ trustedFiles: 2, rowCount: 3, fileCount: 3 }]);
    // A file whose time is another one is read, and all is what a snapshot without trust says.
    utimesSync(at('t/dt=2026-01-01/p.csv'), 1_700_000_001, 1_700_000_001);
    const [again] = (await taken()).value as {
      trustedFiles: number;
      sha256: string;
      logicalDigest: string;
    }[];
    const [whole] = (await runJson('snapshot', '--partitioned', at('t'))).value as (typeof again)[];
    expect(again!.trustedFiles).toBe(1);
    expect([again!.sha256, again!.logicalDigest]).toEqual([whole!.sha256, whole!.logicalDigest]);
    write('not.json', '{}');
    const refused = await runCommand('snapshot', '--partitioned', '--trust-times', at('not.json'), at('t'));
    expect([refused.status, (await runCommand('snapshot', '--trust-times', 'x', at('t'))).status]).toEqual([
      2, 2,
    ]);
  });

  it('has one profile', async () => {
    const { value } = await runJson('profile', at('a'));
    const columns = (value as { columns: { name: string; mean: unknown; distinctCount: number }[] }).columns;
    expect(value).toMatchObject({ rowCount: 3 });
    // (10 + 20 + 30) / 3
    expect(columns.map(({ name, mean }) => [name, mean])).toEqual([
      ['id', 2],
      ['v', 20],
      ['dt', '2026-01-01T08:00:00'],
    ]);
  });

  it('keeps its digests where one of its parts cannot be read, which is named', async () => {
    const { status, value } = await runJson('snapshot', '--partitioned', at('broken'));
    expect(status).toBe(2);
    expect(value).toMatchObject([
      {
        fileCount: 2,
        rowCount: null,
        failure: { kind: 'raggedRow', message: expect.stringMatching(/^k=2\/x\.csv: /) as string },
      },
    ]);
  });

  it('is compared with another by key, whatever its parts are called and their columns stand in', async () => {
    const { status, value } = await runJson('diff', '--partitioned', at('a'), at('b'), '--key', 'id');
    expect(status).toBe(1);
    expect(value).toMatchObject({
      key: ['id'],
      rows: { added: 1, removed: 0, changed: 2, unchanged: 1 },
      columns: [
        { name: 'v', changed: 1 },
        { name: 'dt', changed: 1 },
      ],
    });
    expect((await runJson('diff', '--partitioned', at('a'), at('a'))).status).toBe(0);
  });

  it('has its rows numbered through all parts where those that differ are written', async () => {
    const out = at('out.csv');
    await runCommand('diff', '--partitioned', at('a'), at('b'), '--key', 'id', '-o', out);
    const { stdout } = await runCommand('read', '--csv', out);
    expect(stdout.trim().split('\n').sort()).toEqual([
      '_change,_row,id,v,dt',
      'added,3,4,40,2026-01-02',
      'after,2,2,21,2026-01-01',
      'after,4,3,30,2026-01-03',
      'before,2,2,20,2026-01-01',
      'before,3,3,30,2026-01-02',
    ]);
  });

  it('drifts as one table', async () => {
    const { status, value } = await runJson('drift', at('a'), at('b'));
    expect(status).toBe(0);
    expect(value).toMatchObject({ reference: { rowCount: 3 }, current: { rowCount: 4 } });
  });
});
