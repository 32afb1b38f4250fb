import Dexie from 'dexie';
import { afterEach, describe, expect, it } from 'vitest';

import { addWorkspace, firstWorkspaceId, workspaceEntry } from '../../src/operations/workspaces/workspaces';
import { copyWorkspace } from '../../src/storage/copyWorkspace';
import { createDexieStore, deleteDatabase } from '../../src/storage/dexieStore';
import { nobleHashers } from '../../src/storage/hashers';
import { openWorkspaceRegistry, type BrowserRegistry } from '../../src/storage/workspaceRegistry';
import { appendAudit, verifyAudit } from '../../src/versioning/audit';
import type { Digest } from '../../src/versioning/digest';
import type { ActorId, ArtifactId, SnapshotId } from '../../src/versioning/records';
import type { Timestamp } from '../../src/versioning/timestamp';
import { browserText } from '../../src/workers/browserText';

const at = '2026-03-12T08:30:00.000000000Z' as Timestamp;
const ports = { newId: () => crypto.randomUUID(), now: () => at };
const auditPorts = { hashers: nobleHashers, text: browserText };
const first = workspaceEntry('My workspace', 'blue', ports, firstWorkspaceId);
const names: string[] = [];
const registries: BrowserRegistry[] = [];

function fresh(): string {
  const name = `test-${crypto.randomUUID()}`;
  names.push(name);
  return name;
}

function open(name: string): BrowserRegistry {
  const registry = openWorkspaceRegistry(() => first, name);
  registries.push(registry);
  return registry;
}

afterEach(async () => {
  for (const registry of registries.splice(0)) registry.close();
  for (const name of names.splice(0)) await deleteDatabase(name);
});

describe('the list of workspaces in the browser', () => {
  it('begins with the first workspace, once, however many tabs open it at the same time', async () => {
    const name = fresh();
    const [here, there] = [open(name), open(name)];
    const [a, b] = await Promise.all([here.all(), there.all()]);
    expect([a, b]).toEqual([
      { ok: true, value: [first] },
      { ok: true, value: [first] },
    ]);
  });

  it('tells other tabs of a change, and keeps it', async () => {
    const name = fresh();
    const [here, there] = [open(name), open(name)];
    let seen: readonly string[] = [];
    const stop = there.watch(
      (entries) => (seen = entries.map((entry) => entry.name)),
      (failure) => expect.fail(JSON.stringify(failure)),
    );
    const bikes = workspaceEntry('Bikes', 'red', ports);
    await addWorkspace(here, bikes);
    await expect.poll(() => [...seen].sort()).toEqual(['Bikes', 'My workspace']);
    stop();
    here.close();
    const again = await open(name).all();
    expect(again.ok && again.value.map(({ id }) => id).sort()).toEqual([bikes.id, first.id].sort());
  });

  it('takes nothing of a change that is refused', async () => {
    const registry = open(fresh());
    const refused = await registry.change(() => ({
      ok: false,
      error: { kind: 'nameInUse', message: 'no' },
    }));
    expect(refused.ok).toBe(false);
    expect(await registry.all()).toEqual({ ok: true, value: [first] });
  });

  it('of a newer version is refused and left as it is', async () => {
    const name = fresh();
    const newer = new Dexie(name);
    newer.version(9).stores({ workspaces: 'id' });
    await newer.open();
    newer.close();
    expect(await open(name).all()).toEqual({
      ok: false,
      error: { kind: 'storeNewer', storedVersion: 9, knownVersion: 1 },
    });
  });
});

describe('a copy of a workspace', () => {
  it('has every record, handle and list of kept bytes, and an audit chain that goes on from the source’s', async () => {
    const [from, to] = [fresh(), fresh()];
    const source = createDexieStore(from);
    const kept = {
      digest: 'd1' as Digest,
      byteLength: 3,
      chunking: 1,
      chunks: [{ digest: 'c1' as Digest, byteLength: 3 }],
      state: 'kept' as const,
    };
    const artifact = { id: 'a' as ArtifactId, kind: 'dataset' as const, createdAt: at };
    const draft = { recordedAt: at, actor: 'me' as ActorId, action: 'test', subject: 's', detail: {} };
    await source.write(async (transaction) => {
      await transaction.add('artifacts', [artifact]);
      await transaction.keptFiles.put([kept]);
      await transaction.add('audit', [appendAudit(undefined, draft, auditPorts)]);
    });
    const root = await navigator.storage.getDirectory();
    const handle = await root.getFileHandle('copied.csv', { create: true });
    await source.saveHandles([{ snapshotId: 's' as SnapshotId, handle }]);
    const copied = await copyWorkspace(from, to, (last) =>
      appendAudit(last, { ...draft, action: 'duplicateWorkspace' }, auditPorts),
    );
    expect(copied.ok).toBe(true);
    const copy = createDexieStore(to);
    const read = await copy.read(async (transaction) => ({
      artifacts: await transaction.all('artifacts'),
      kept: await transaction.keptFiles.get(kept.digest),
      audit: await transaction.all('audit'),
    }));
    if (!read.ok) throw new Error(JSON.stringify(read.error));
    expect(read.value.artifacts).toEqual([artifact]);
    expect(read.value.kept).toEqual(kept);
    expect(read.value.audit.map(({ action }) => action)).toEqual(['test', 'duplicateWorkspace']);
    expect(verifyAudit(read.value.audit, auditPorts).ok).toBe(true);
    expect(await (await copy.handleOf('s' as SnapshotId))?.isSameEntry(handle)).toBe(true);
    source.close();
    copy.close();
  });
});
