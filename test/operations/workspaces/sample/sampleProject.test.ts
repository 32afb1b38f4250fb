import { beforeAll, describe, expect, it } from 'vitest';

import { nodeHashers, nodeIngestPorts, nodeText } from '../../../../src/cli/nodePorts';
import { ingestFile } from '../../../../src/formats/ingest';
import { loadWorkspace } from '../../../../src/operations/core/loadWorkspace';
import type { OperationPorts } from '../../../../src/operations/core/ports';
import { exactSnapshotsBehind, modelsThatSaw } from '../../../../src/operations/lineage/provenance';
import {
  loadSampleProject,
  sampleNamespace,
  type IngestText,
} from '../../../../src/operations/workspaces/sampleProject';
import type { Workspace } from '../../../../src/operations/core/workspace';
import { createMemoryStore } from '../../../../src/storage/memoryStore';
import { defaultReadOptions } from '../../../../src/table/schema';
import type { ActorId, SnapshotId } from '../../../../src/versioning/records';
import { timestampFromMilliseconds } from '../../../../src/versioning/timestamp';

const never = { aborted: false, throwIfAborted: () => undefined };

const ingestText: IngestText = async (path, text, prefix) => {
  const bytes = nodeText.encode(text);
  const source = {
    byteLength: bytes.length,
    read: (start: number, end: number) => Promise.resolve(bytes.slice(start, end)),
  };
  const ingested = await ingestFile(
    source,
    { path, options: defaultReadOptions, prefix },
    nodeIngestPorts,
    never,
  );
  if (!ingested.ok) throw new Error(ingested.error.message);
  return ingested.value;
};

function ports(): OperationPorts {
  let ids = 0;
  return {
    store: createMemoryStore(),
    hashers: nodeHashers,
    text: nodeText,
    newId: () => `id-${++ids}`,
    now: () => timestampFromMilliseconds(0),
    actor: 'tester' as ActorId,
  };
}

describe('loading the sample project', () => {
  let workspace: Workspace;
  beforeAll(async () => {
    const into = ports();
    const loaded = await loadSampleProject(into, ingestText, never);
    if (!loaded.ok) throw new Error(loaded.error.kind);
    const read = await loadWorkspace(into.store);
    if (!read.ok) throw new Error(read.error.kind);
    workspace = read.value;
  });

  function latest(name: string): SnapshotId {
    const snapshot = workspace.artifactNamed(sampleNamespace, name)?.snapshots.at(-1)?.snapshot;
    if (!snapshot) throw new Error(`no ${name}`);
    return snapshot.id;
  }

  it('has eleven artifacts of four kinds, most with six versions', () => {
    const views = [...workspace.artifacts.values()];
    expect(views).toHaveLength(11);
    expect(new Set(views.map((view) => view.artifact.kind))).toEqual(
      new Set(['dataset', 'features', 'model', 'endpoint']),
    );
    expect(workspace.artifactNamed(sampleNamespace, 'raw/trips.csv')?.snapshots).toHaveLength(6);
    // Stations changed once, by three rows at the end.
    const stations = workspace.artifactNamed(sampleNamespace, 'raw/stations.csv');
    expect(stations?.snapshots.map((view) => view.semanticVersion?.version)).toEqual(['1.0.0', '1.1.0']);
  });

  it('has a run of each of eight jobs a month, and one that failed', () => {
    const states = [...workspace.runs.values()].map((view) => view.run.state);
    expect(states).toHaveLength(49);
    expect(states.filter((state) => state === 'failed')).toHaveLength(1);
  });

  it('traces an endpoint to the raw bytes it was built from', () => {
    const behind = exactSnapshotsBehind(workspace, latest('endpoints/demand-api.json'));
    expect(JSON.stringify(behind)).toContain(latest('raw/weather.csv'));
    expect(JSON.stringify(behind)).toContain(latest('raw/stations.csv'));
    expect(JSON.stringify(behind)).not.toContain(latest('features/duration.csv'));
  });

  it('knows every model and endpoint that saw a version of the weather', () => {
    expect(modelsThatSaw(workspace, latest('raw/weather.csv'))).toHaveLength(2);
  });

  it('has aliases with their history, guardrails, and a last version of the demand endpoint that is too slow', () => {
    const view = workspace.artifactNamed(sampleNamespace, 'endpoints/demand-api.json');
    const [production] = view?.aliases ?? [];
    expect(
      production?.moves.map(({ snapshotId }) => workspace.snapshots.get(snapshotId!)?.snapshot.sequence),
    ).toEqual([1, 5]);
    expect(view?.guardrails.map(({ name }) => name)).toEqual(['Slow answers', 'Timeouts']);
    const standing = [...workspace.snapshots.values()].flatMap(({ aliases }) => aliases);
    expect(standing.toSorted()).toEqual(['canary', 'champion', 'production', 'production', 'production']);
  });

  it('changes nothing when it is loaded again, and goes on where it was broken off', async () => {
    const into = ports();
    const broken = new Error('broken off');
    let checks = 0;
    const breaksOff = {
      aborted: false,
      throwIfAborted() {
        checks += 1;
        if (checks > 40) throw broken;
      },
    };
    await expect(loadSampleProject(into, ingestText, breaksOff)).rejects.toBe(broken);
    await loadSampleProject(into, ingestText, never);
    const once = await into.store.read((transaction) => transaction.all('audit'));
    await loadSampleProject(into, ingestText, never);
    const twice = await into.store.read((transaction) => transaction.all('audit'));
    if (!once.ok || !twice.ok) throw new Error('unreadable');
    expect(twice.value.length).toBe(once.value.length);
    const read = await loadWorkspace(into.store);
    expect(read.ok && read.value.runs.size).toBe(49);
    expect(read.ok && read.value.snapshots.size).toBe(workspace.snapshots.size);
  });
});
