import { mkdirSync, mkdtempSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCommand, runJson } from './runCommand';

const folder = mkdtempSync(path.join(tmpdir(), 'throughline-freshness-'));

function fileOf(name: string, text: string, modified?: string): string {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
  if (modified !== undefined) utimesSync(file, new Date(modified), new Date(modified));
  return file;
}

interface Said {
  readonly verdict: string;
  readonly at: string;
  readonly checks: readonly Record<string, unknown>[];
}

const orders = fileOf(
  'orders.csv',
  'id,ended\n1,2026-03-27 12:00:00\n2,2026-03-28 12:00:00\n',
  '2026-03-28T11:00:00Z',
);

describe('freshness', () => {
  it('judges the arrival of a file by the limits of the flags, at a moment that is given', async () => {
    const judge = (at: string) =>
      runJson('freshness', orders, '--warn-after', '12h', '--error-after', '1d', '--at', at);
    const fresh = await judge('2026-03-28T12:00:00Z');
    expect(fresh.status).toBe(0);
    expect(fresh.value).toMatchObject({
      verdict: 'pass',
      at: '2026-03-28T12:00:00.000000000Z',
      checks: [
        {
          path: orders,
          newest: '2026-03-28T11:00:00.000000000Z',
          ageSeconds: 3600,
          warnAt: '2026-03-28T23:00:00.000000000Z',
          nextDeadline: '2026-03-28T23:00:00.000000000Z',
        },
      ],
    });
    expect(await judge('2026-03-29T11:00:00Z')).toMatchObject({ status: 0, value: { verdict: 'warn' } });
    expect(await judge('2026-03-29T11:00:01Z')).toMatchObject({ status: 1, value: { verdict: 'fail' } });
  });

  it('judges the newest value of a column, whose clock is that of the zone, over a day of 23 hours', async () => {
    // 12:00 in Berlin is 11:00 UTC; a day later, when the clocks went forward, it is 10:00.
    const flags = ['--error-after', '1d', '--column', 'ended', '--timezone', 'Europe/Berlin'];
    const { value } = await runJson('freshness', orders, ...flags, '--at', '2026-03-29T10:00:01Z');
    expect((value as Said).checks[0]).toMatchObject({
      verdict: 'fail',
      newest: '2026-03-28T11:00:00.000000000Z',
      errorAt: '2026-03-29T10:00:00.000000000Z',
    });
  });

  it('reads what contracts and sources of dbt state, in a folder with the data', async () => {
    fileOf(
      'project/orders.odcs.yaml',
      `apiVersion: v3.1.0
kind: DataContract
id: shop
version: 1.0.0
status: active
schema:
  - name: trips
    properties: [{name: ended}]
    customProperties:
      - property: throughlineFreshness
        value: {error_after: {count: 2, period: hour}, severity: warning}
slaProperties:
  - {property: freshness, value: 3, unit: d, element: trips.ended}
  - {property: freshness, value: 1, unit: h, element: trips}
`,
    );
    fileOf(
      'project/models/sources.yml',
      `version: 2
sources:
  - name: shop
    freshness: {warn_after: {count: 1, period: day}, error_after: {count: 2, period: day}}
    tables:
      - name: trips
        config: {freshness: {warn_after: {count: 3, period: minute}}}
      - {name: fixed, freshness: null}
      - {name: absent}
`,
    );
    fileOf('project/trips.csv', 'ended\n2026-01-01\n', '2026-01-04T00:00:00Z');
    const { status, value } = await runJson(
      'freshness',
      path.join(folder, 'project'),
      '--at',
      '2026-01-04T12:00:00Z',
    );
    const said = (value as Said).checks.map(({ name, verdict, pointer }) => [name, verdict, pointer]);
    expect(status).toBe(1);
    expect(said).toEqual([
      ['trips', 'warn', '/schema/0/customProperties/0'],
      ['trips', 'fail', '/slaProperties/0'],
      ['trips', 'fail', '/slaProperties/1'],
      ['shop.trips', 'warn', '/sources/0/tables/0/config/freshness'],
      ['shop.absent', 'unknown', '/sources/0/freshness'],
    ]);
  });

  it('has what dbt saw at its last look: max_loaded_at, held against the criteria at the moment that is given', async () => {
    const results = {
      metadata: { dbt_schema_version: 'https://schemas.getdbt.com/dbt/sources/v3.json' },
      results: [
        {
          unique_id: 'source.shop.raw.orders',
          max_loaded_at: '2026-01-01T00:00:00',
          criteria: {
            warn_after: { count: null, period: null },
            error_after: { count: 24, period: 'hour' },
          },
        },
      ],
    };
    const file = fileOf('dbt/sources.json', JSON.stringify(results));
    const judge = (at: string) => runJson('freshness', file, '--at', at);
    expect(await judge('2026-01-02T00:00:00Z')).toMatchObject({
      status: 0,
      value: { checks: [{ name: 'raw.orders', newest: '2026-01-01T00:00:00.000000000Z', verdict: 'pass' }] },
    });
    expect((await judge('2026-01-02T00:00:01Z')).status).toBe(1);
  });

  it('ends with 2 where nothing says how fresh a file has to be, and for limits that are none', async () => {
    expect(await runJson('freshness', orders)).toMatchObject({ status: 2, value: { verdict: 'unknown' } });
    expect((await runCommand('freshness', orders, '--error-after', 'soon')).status).toBe(2);
    expect((await runCommand('freshness', orders, '--column', 'ended')).status).toBe(2);
    expect(
      (await runCommand('freshness', orders, '--error-after', '1d', '--timezone', 'Mars/Base')).stderr,
    ).toContain('Mars/Base is no time zone');
  });

  it('is a clause of check, too', async () => {
    const contract = path.join(folder, 'project/orders.odcs.yaml');
    const trips = path.join(folder, 'project/trips.csv');
    const ran = await runJson('check', trips, '--contract', contract, '--at', '2026-01-04T01:30:00Z');
    const said = (ran.value as Said).checks.filter(({ pointer }) => String(pointer).startsWith('/sla'));
    expect(said.map(({ verdict }) => verdict)).toEqual(['fail', 'fail']);
    const own = (ran.value as Said).checks.find(({ clause }) => clause === 'throughlineFreshness');
    expect(own).toMatchObject({ verdict: 'pass', severity: 'warning' });
  });
});
