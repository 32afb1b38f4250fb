import { describe, expect, it } from 'vitest';
import { readAuditLog } from '../../../src/operations/audit/auditLog';
import { takeBackSource } from '../../../src/operations/audit/takeBackSource';
import { undo } from '../../../src/operations/audit/undo';
import type { OperationPorts } from '../../../src/operations/core/ports';
import { graphOutput } from '../../../src/operations/lineage/graphOutput';
import { importLineage } from '../../../src/operations/lineage/importLineage';
import { importSources } from '../../../src/operations/audit/importSources';
import { knownBy } from '../../../src/operations/lineage/knownBy';
import { emptyPorts } from '../lineagePorts';
import { valueOf, workspaceOf } from '../testProject';
import { folderOfTexts } from './textPlace';

const stage = (name: string, from: string, to: string) =>
  `  ${name}:\n    cmd: python ${name}.py ${from} ${to}\n    deps: [${from}]\n    outs: [${to}]\n`;
const clean = stage('clean', 'raw.csv', 'clean.csv');
const train = stage('train', 'clean.csv', 'model.bin');
const report = stage('report', 'model.bin', 'report.md');
const pipeline = (...stages: readonly string[]) => ({
  '.dvc/config': '',
  'dvc.yaml': `stages:\n${stages.join('')}`,
});

const take = async (ports: OperationPorts, texts: Readonly<Record<string, string>>, path = 'shop') =>
  valueOf(await importLineage(ports, folderOfTexts(path, texts)));
const jobsOf = async (ports: OperationPorts) =>
  [...(await workspaceOf(ports)).jobs.values()].map(({ job }) => job.name).sort();

interface Graph {
  readonly links: readonly unknown[];
  readonly jobs: readonly unknown[];
  readonly datasets: readonly unknown[];
}
const sources = async ({ store }: OperationPorts) => importSources(valueOf(await readAuditLog(store)));

async function goneIn(ports: OperationPorts) {
  const workspace = await workspaceOf(ports);
  const jobs = [...workspace.jobs.values()].map((job) => ({
    name: job.job.name,
    known: knownBy({ type: 'job', job }, workspace),
  }));
  const artifacts = [...workspace.artifacts.values()].map((artifact) => ({
    name: artifact.name,
    known: knownBy({ type: 'artifact', artifact, snapshotId: null }, workspace),
  }));
  return [...jobs, ...artifacts]
    .filter(({ known }) => known.some(({ isGone }) => isGone))
    .map(({ name }) => name)
    .sort();
}

describe('a source that is dropped again', () => {
  it('[L66] marks what vanished from it, which stays, and takes the mark back when it is told of again', async () => {
    const ports = emptyPorts();
    await take(ports, pipeline(clean, train, report));
    expect(await goneIn(ports)).toEqual([]);
    const again = await take(ports, pipeline(clean, train));
    expect(again.value.vanished).toMatchObject({ linkCount: 2 });
    // Its output is written by nobody else; model.bin is the output of train.
    expect(await goneIn(ports)).toEqual(['report', 'report.md']);
    expect([...(await workspaceOf(ports)).jobs.values()].map(({ job }) => job.name)).toContain('report');
    expect((await take(ports, pipeline(clean, train))).auditSequence).toBeNull();
    await take(ports, pipeline(clean, train, report));
    expect(await goneIn(ports)).toEqual([]);
  });

  it('loses its marks with the import that set them', async () => {
    const ports = emptyPorts();
    await take(ports, pipeline(clean, train, report));
    const { auditSequence } = await take(ports, pipeline(clean, train));
    valueOf(await undo(ports, auditSequence!));
    expect(await goneIn(ports)).toEqual([]);
  });

  it('marks no stage that only says something else now, and none of another pipeline of the same name', async () => {
    const ports = emptyPorts();
    await take(ports, pipeline(clean, train));
    const other = await take(ports, pipeline(clean, train.replace('[clean.csv]', '[clean.csv, raw.csv]')));
    expect([other.value.vanished?.jobs, await goneIn(ports)]).toEqual([[], []]);
    await take(ports, pipeline(stage('load', 'a.csv', 'b.csv'), stage('pack', 'b.csv', 'c.csv')));
    expect(await goneIn(ports)).toEqual([]);
    // A file of another name declares it still.
    await take(ports, pipeline(clean, train), 'copy');
    await take(ports, pipeline(clean), 'shop');
    expect(await goneIn(ports)).toEqual([]);
  });

  it('takes no event for vanished that a newer log does not have', async () => {
    const ports = emptyPorts();
    const log = (job: string) => ({
      'events.ndjson': JSON.stringify({
        eventType: 'COMPLETE',
        eventTime: '2026-01-01T00:00:00Z',
        run: { runId: '11111111-1111-4111-8111-111111111111' },
        job: { namespace: 'n', name: job },
        inputs: [{ namespace: 'n', name: 'raw' }],
      }),
    });
    await take(ports, log('a'));
    await take(ports, log('b'));
    expect(await goneIn(ports)).toEqual([]);
  });
});

describe('the list of sources', () => {
  it('says of each its formats, what it brought, its warnings and what vanished; the last imported comes first', async () => {
    const ports = emptyPorts();
    await take(ports, {
      ...pipeline(clean, train, report),
      'dvc.lock': 'schema: "2.0"\nstages:\n  gone: {cmd: x}\n',
    });
    await take(ports, pipeline(stage('load', 'a.csv', 'b.csv')), 'other');
    await take(ports, pipeline(clean, train));
    const [shop, other] = await sources(ports);
    expect([shop!.name, other!.name]).toEqual(['shop', 'other']);
    expect(Object.fromEntries(shop!.formats)).toEqual({ 'dvc-pipeline': 2 });
    expect(shop!.notedFiles).toEqual([
      {
        path: 'shop/dvc.lock',
        format: 'dvc-pipeline',
        notes: ['a stage is in dvc.lock, and no longer in dvc.yaml (at gone)'],
        isRefused: false,
      },
    ]);
    expect([shop!.importCount, shop!.vanished.jobs.length, shop!.vanished.artifacts.length]).toEqual([
      2, 1, 1,
    ]);
    // Three stages with their four files, and the run of the lock under a job of its own.
    expect(Object.fromEntries(shop!.counts)).toMatchObject({ artifacts: 4, jobs: 4, runs: 1, edges: 6 });
  });

  it('is taken back one by one: what another source tells stays', async () => {
    const ports = emptyPorts();
    await take(ports, pipeline(clean), 'shop');
    await take(ports, pipeline(clean, train), 'copy');
    const [copy] = await sources(ports);
    expect(copy!.name).toBe('copy');
    valueOf(await takeBackSource(ports, 'copy'));
    expect(await jobsOf(ports)).toEqual(['clean']);
    expect((await sources(ports)).map(({ name, isTakenBack }) => [name, isTakenBack])).toEqual([
      ['copy', true],
      ['shop', false],
    ]);
    expect(await takeBackSource(ports, 'copy')).toMatchObject({ ok: false, error: { kind: 'cannotUndo' } });
  });

  it('[L67] leaves what a later source tells too, with its names and links, whichever is taken back', async () => {
    const ports = emptyPorts();
    await take(ports, pipeline(clean, report), 'shop');
    await take(ports, pipeline(clean, train), 'copy');
    valueOf(await takeBackSource(ports, 'shop'));
    const alone = emptyPorts();
    await take(alone, pipeline(clean, train), 'copy');
    const graphIn = async (each: OperationPorts) => {
      const { links, jobs, datasets } = graphOutput(await workspaceOf(each)) as unknown as Graph;
      return { links, jobs, datasets };
    };
    expect(await graphIn(ports)).toEqual(await graphIn(alone));
    // It is one change, and comes back with one undo.
    const log = valueOf(await readAuditLog(ports.store));
    valueOf(await undo(ports, log.entries.at(-1)!.sequence));
    expect(await jobsOf(ports)).toEqual(['clean', 'report', 'train']);
    valueOf(await takeBackSource(ports, 'copy'));
    expect(await jobsOf(ports)).toEqual(['clean', 'report']);
  });

  it('comes again when it is dropped again after it was taken back', async () => {
    const ports = emptyPorts();
    await take(ports, pipeline(clean, train), 'shop');
    valueOf(await takeBackSource(ports, 'shop'));
    expect(await jobsOf(ports)).toEqual([]);
    await take(ports, pipeline(clean, train), 'shop');
    expect(await jobsOf(ports)).toEqual(['clean', 'train']);
    expect((await sources(ports)).map(({ isTakenBack }) => isTakenBack)).toEqual([false]);
  });
});
