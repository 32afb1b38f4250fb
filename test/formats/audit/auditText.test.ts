import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

import { readAuditLines, readBundledAudit } from '../../../src/formats/audit/readAuditLog';
import { writeAuditCsv } from '../../../src/formats/audit/writeAuditCsv';
import { writeAuditLines } from '../../../src/formats/audit/writeAuditLines';
import type { Json } from '../../../src/lib/json';
import { emptyTables } from '../../../src/records/tables';
import { writeBundle } from '../../../src/formats/bundle/writeBundle';
import { chainOf } from '../../versioning/auditChain';
import { hashPorts } from '../../versioning/hashPorts';

const hostile = chainOf(
  {
    subject: '=HYPERLINK("http://x","y")',
    detail: JSON.parse('{"__proto__":{"a":[1,-0.5]},"z":null}') as Json,
  },
  { subject: 'zwei\nZeilen, "so"', actor: '@ana', detail: { text: '\u2028 é 🚲' } },
);

/** Another program that reads what is written here; left out where it is not installed. */
const hasPython = spawnSync('python3', ['--version']).status === 0;

describe('a log as JSON Lines', () => {
  it('[V1] is an entry a line in canonical form, and is read as it was written', () => {
    const text = writeAuditLines(hostile);
    expect(text.split('\n')[0]).toMatch(
      /^\{"action":"createArtifact","actor":"ana","change":1,"detail":\{"__proto__":/,
    );
    expect(text.endsWith('}\n')).toBe(true);
    expect(readAuditLines(text)).toEqual({ ok: true, value: hostile });
    expect(readAuditLines(`\uFEFF${text.replaceAll('\n', '\r\n')}`)).toEqual({ ok: true, value: hostile });
    expect(readAuditLines('')).toEqual({ ok: true, value: [] });
  });

  it.skipIf(!hasPython)('is checked by the lines of Python in SPEC.md', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'throughline-audit-'));
    const specification = readFileSync(
      path.resolve(import.meta.dirname, '../../../src/versioning/SPEC.md'),
      'utf8',
    );
    const program = /```python\n([\s\S]*?)```/.exec(specification)?.[1] ?? '';
    const check = (text: string): void => {
      writeFileSync(path.join(folder, 'audit.jsonl'), text);
      execFileSync('python3', ['-c', program], { cwd: folder, stdio: 'pipe' });
    };
    try {
      const text = writeAuditLines(hostile);
      expect(() => check(text)).not.toThrow();
      expect(() => check(text.replace('@ana', '@ann'))).toThrow(/AssertionError/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it.each([
    ['{"sequence":1', 'line 2', 'not readable as JSON'],
    ['[]', 'line 2', 'not an entry'],
    ['{"sequence":1}', 'line 2', 'not an entry of an audit log: recordedAt'],
    [
      writeAuditLines(hostile.slice(0, 1)).replace('"actor"', '"actor":"eve","actor"').trim(),
      'line 2',
      'stands there twice',
    ],
  ])('is refused at %j with its line', (line, place, message) => {
    const read = readAuditLines(`\n${line}\n`);
    expect(read).toMatchObject({
      ok: false,
      error: { place, message: expect.stringContaining(message) as string },
    });
  });
});

describe('the log in a bundle', () => {
  it('is read, and a part that has none is refused', () => {
    const bundle = writeBundle({ ...emptyTables, audit: hostile }, 'all', hashPorts);
    expect(readBundledAudit(bundle)).toEqual({ ok: true, value: hostile });
    const part = writeBundle(emptyTables, 'closure', hashPorts);
    expect(readBundledAudit(part)).toMatchObject({ ok: false, error: { place: '/scope' } });
  });
});

describe('a log as CSV', () => {
  it('neutralises what a spreadsheet would run, and quotes as RFC 4180 wants', () => {
    const text = writeAuditCsv(
      hostile.map((entry) => ({ entry, who: entry.actor, what: `Created ${entry.subject}` })),
    );
    const [header, first] = text.split('\r\n');
    expect(header).toBe('sequence,recordedAt,who,what,action,subject,actor,detail,previousHash,hash');
    expect(first).toContain(`,"'=HYPERLINK(""http://x"",""y"")",ana,`);
    expect(text).toContain(`"zwei\nZeilen, ""so""",'@ana,`);
    expect(text.endsWith('\r\n')).toBe(true);
  });

  it.each([
    ...[
      '=1',
      '+1',
      '-1',
      '@a',
      ' =1',
      '\t=1',
      '＝1',
      '\n=1',
      '\u0000=1',
      '\u200B=1',
      '\u00AD+1',
      '\u2060\uFEFF-1',
    ],
    ...['\u0301=1', '\u3164@a', '\u{E0020}=1', '\u202E=1', '−1', '﹦1', '|calc'],
  ])('puts %j as text', (subject) => {
    const [entry] = chainOf({ subject });
    const text = writeAuditCsv([{ entry: entry!, who: 'ana', what: 'x' }]);
    const cell = text.split('createArtifact,')[1] ?? '';
    expect(cell).toMatch(/^"?'/);
  });

  it.skipIf(!hasPython)('is read back cell by cell by the csv module of Python', () => {
    const text = writeAuditCsv(hostile.map((entry) => ({ entry, who: 'Ana', what: 'x' })));
    const program =
      'import csv,io,json,sys; print(json.dumps(list(csv.reader(io.StringIO(sys.stdin.read(), newline="")))))';
    const rows = JSON.parse(
      execFileSync('python3', ['-c', program], { input: text, encoding: 'utf8' }),
    ) as string[][];
    expect(rows).toHaveLength(3);
    expect(rows[2]?.[5]).toBe('zwei\nZeilen, "so"');
    expect(JSON.parse(rows[2]?.[7] ?? '')).toEqual(hostile[1]?.detail);
  });
});
