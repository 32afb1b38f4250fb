import { afterEach, describe, expect, it } from 'vitest';

import { seededRandom } from '../../src/lib/random';
import { danglingReferences } from '../../src/operations/audit/danglingReference';
import { openLive } from '../../src/operations/core/liveTransaction';
import { readLiveRecords } from '../../src/operations/core/liveRecords';
import { createdBy } from '../../src/operations/core/changeOfEntry';
import { createDexieStore, deleteDatabase } from '../../src/storage/dexieStore';
import { nobleHashers } from '../../src/storage/hashers';
import { verifyAudit } from '../../src/versioning/audit';
import { browserText } from '../../src/workers/browserText';

const name = `test-${crypto.randomUUID()}`;
afterEach(() => deleteDatabase(name));

describe('a writer that is killed', () => {
  it('[I3] [I4] [I5] at any of 20 points leaves a store that verifies: each change is whole or absent', async () => {
    const random = seededRandom(11);
    let entriesBefore = 0;
    for (let round = 0; round < 20; round++) {
      const worker = new Worker(new URL('./crashWriter.ts', import.meta.url), { type: 'module' });
      const started = new Promise((resolve) => worker.addEventListener('message', resolve, { once: true }));
      worker.postMessage({ name, first: round * 1000 });
      await started;
      await new Promise((resolve) => setTimeout(resolve, random() * 25));
      worker.terminate();
      entriesBefore = await verify(entriesBefore);
    }
  });
});

/** How many audit entries there are, all of them checked against what they say was made. */
async function verify(atLeast: number): Promise<number> {
  const store = createDexieStore(name);
  const read = await store.read(async (transaction) => ({
    audit: await transaction.all('audit'),
    live: await readLiveRecords(transaction),
    dangling: await danglingReferences(await openLive(transaction)),
    bindings: await transaction.all('bindings'),
  }));
  store.close();
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  const { audit, live, dangling } = read.value;
  expect(verifyAudit(audit, { hashers: nobleHashers, text: browserText }).ok).toBe(true);
  expect(dangling).toEqual([]);
  const created = audit.flatMap(createdBy).map(({ table, id }) => `${table} ${id}`);
  const stored = (['artifacts', 'bindings', 'snapshots', 'annotations'] as const).flatMap((table) =>
    live[table].map(({ id }) => `${table} ${id}`),
  );
  expect(stored.toSorted()).toEqual(created.toSorted());
  const manifests = new Set<string>(live.manifests.map(({ digest }) => digest));
  for (const { content, digest } of live.snapshots) {
    if (content === 'directory') expect(manifests.has(digest ?? '')).toBe(true);
  }
  expect(audit.length).toBeGreaterThan(atLeast);
  return audit.length;
}
