import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import ajvFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { readOpenLineage } from '../../../src/formats/openlineage/readOpenLineage';
import { exportOpenLineage } from '../../../src/operations/lineage/exportLineage';
import { importFile } from '../../../src/operations/workspaces/importFile';
import type { Workspace } from '../../../src/operations/core/workspace';
import { sharedFolder } from '../../sharedFolder';
import { filledPorts } from '../sampleStore';
import { testPorts, valueOf, workspaceOf } from '../testProject';

interface Written {
  readonly eventType?: string;
  readonly schemaURL: string;
  readonly [member: string]: unknown;
}

const figures = (workspace: Workspace) => ({
  artifacts: workspace.artifacts.size,
  snapshots: workspace.snapshots.size,
  jobs: workspace.jobs.size,
  runs: workspace.runs.size,
  definition: [workspace.graph('definition').nodes.length, workspace.graph('definition').edges.length],
  version: [workspace.graph('version').nodes.length, workspace.graph('version').edges.length],
});

describe('exportOpenLineage', () => {
  it('gives an empty store the same graph: names, kinds, versions with digests, runs with all that was recorded', async () => {
    const ports = await filledPorts();
    const text = valueOf(await exportOpenLineage(ports, null));
    const other = testPorts();
    valueOf(await importFile(other, { path: 'export.json', text }));
    const [before, after] = [await workspaceOf(ports), await workspaceOf(other)];
    expect(figures(after)).toEqual(figures(before));
    const named = ({ artifacts }: Workspace) =>
      [...artifacts.values()].map(({ namespace, name, artifact, snapshots }) => ({
        namespace,
        name,
        kind: artifact.kind,
        snapshots: snapshots.map(({ snapshot }) => [
          snapshot.id,
          snapshot.sequence,
          snapshot.digest,
          snapshot.parents,
        ]),
      }));
    expect(named(after)).toEqual(expect.arrayContaining(named(before)));
    for (const { run } of before.runs.values()) {
      const { jobId: _jobId, recordedAt: _recordedAt, ...facts } = run;
      expect(after.runs.get(run.id)?.run).toMatchObject(facts);
    }
    // And once more, to the letter where it matters.
    expect(figures(await workspaceOf(other))).toEqual(figures(before));
    expect(valueOf(await importFile(other, { path: 'again.json', text })).auditSequence).toBeNull();
  });

  it('adds no artifact, job, run or edge where it is imported into the store it came from', async () => {
    const ports = await filledPorts();
    const before = figures(await workspaceOf(ports));
    const text = valueOf(await exportOpenLineage(ports, null));
    const { value } = valueOf(await importFile(ports, { path: 'own.json', text }));
    expect(value.counts).toEqual({ artifacts: 0, snapshots: 0, jobs: 0, runs: 0, edges: 0 });
    expect(figures(await workspaceOf(ports))).toEqual(before);
  });

  it('[L39] says which range of versions a run asked for, beside the version that it got', async () => {
    const ports = await filledPorts();
    const raw = (await workspaceOf(ports)).artifactNamed('file', 'raw/trips.csv')!;
    const text = valueOf(await exportOpenLineage(ports, `artifact:${raw.artifact.id}`));
    const { statements } = valueOf(readOpenLineage(text));
    const links = statements.flatMap((statement) => statement.links);
    expect(links.filter(({ role }) => role === 'input')).toMatchObject([
      {
        dataset: {
          name: 'raw/trips.csv',
          version: { name: null, own: { id: raw.snapshots[0]!.snapshot.id, sequence: 1 } },
        },
        origin: 'manual',
        requested: '1.x || ^2.1',
      },
    ]);
    const other = testPorts();
    valueOf(await importFile(other, { path: 'export.json', text }));
    expect((await workspaceOf(other)).observations.filter(({ requested }) => requested)).toMatchObject([
      { role: 'input', snapshotId: raw.snapshots[0]!.snapshot.id, requested: '1.x || ^2.1' },
    ]);
  });

  it('takes the closure of a node alone', async () => {
    const ports = await filledPorts();
    const workspace = await workspaceOf(ports);
    const model = workspace.artifactNamed('db', 'model')!;
    const text = valueOf(await exportOpenLineage(ports, `artifact:${model.artifact.id}`));
    const other = testPorts();
    valueOf(await importFile(other, { path: 'part.json', text }));
    const names = [...(await workspaceOf(other)).artifacts.values()].map(({ name }) => name).sort();
    expect(names).toEqual(['features', 'model', 'report']);
    expect(await exportOpenLineage(ports, 'artifact:nobody')).toMatchObject({
      ok: false,
      error: { kind: 'notFound' },
    });
  });

  it.skipIf(!sharedFolder)(
    'writes events that are valid against the official schemas, facets included',
    async () => {
      const folder = path.join(sharedFolder!.corpus, 'OpenLineage+OpenLineage/spec');
      const ajv = new Ajv2020({ strict: false, allErrors: true });
      (ajvFormats as unknown as (to: Ajv2020) => void)(ajv);
      const load = (file: string) => JSON.parse(readFileSync(file, 'utf8')) as { $id: string };
      const core = load(path.join(folder, 'OpenLineage.json'));
      ajv.addSchema(core);
      for (const name of readdirSync(path.join(folder, 'facets'))) {
        if (name.endsWith('.json')) ajv.addSchema(load(path.join(folder, 'facets', name)));
      }
      const events = JSON.parse(valueOf(await exportOpenLineage(await filledPorts(), null))) as Written[];
      expect(events.length).toBeGreaterThan(6);
      const faults: unknown[] = [];
      let facetCount = 0;
      for (const event of events) {
        if (!ajv.validate(core.$id, event)) faults.push([event.schemaURL, ajv.errorsText()]);
        if (!ajv.validate(event.schemaURL, event)) faults.push([event.schemaURL, ajv.errorsText()]);
        for (const facet of facetsIn(event)) {
          const schema = String(facet['_schemaURL']);
          if (!schema.startsWith('https://openlineage.io/')) continue;
          facetCount++;
          if (!ajv.validate(schema, facet)) faults.push([schema, ajv.errorsText()]);
        }
      }
      expect(faults).toEqual([]);
      expect(facetCount).toBeGreaterThan(8);
    },
  );
});

function facetsIn(value: unknown): Record<string, unknown>[] {
  if (typeof value !== 'object' || value === null) return [];
  const below = Object.values(value).flatMap(facetsIn);
  return '_schemaURL' in value ? [value, ...below] : below;
}
