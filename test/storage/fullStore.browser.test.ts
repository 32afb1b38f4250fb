import { cdp } from 'vitest/browser';
import { afterEach, describe, expect, it } from 'vitest';

import { createDexieStore, deleteDatabase } from '../../src/storage/dexieStore';
import type { ArtifactId } from '../../src/versioning/records';
import type { Timestamp } from '../../src/versioning/timestamp';

interface Protocol {
  send(
    method: 'Storage.overrideQuotaForOrigin',
    parameters: { origin: string; quotaSize?: number },
  ): Promise<void>;
}

const protocol = cdp() as unknown as Protocol;
const limitQuota = (quotaSize?: number) =>
  protocol.send('Storage.overrideQuotaForOrigin', {
    origin: location.origin,
    ...(quotaSize === undefined ? {} : { quotaSize }),
  });

const name = `test-${crypto.randomUUID()}`;
afterEach(async () => {
  await limitQuota();
  await deleteDatabase(name);
});

const artifact = (id: string) => ({
  id: id as ArtifactId,
  kind: 'dataset' as const,
  createdAt: '2026-03-12T08:30:00.000000000Z' as Timestamp,
});

describe('a store whose quota is exhausted', () => {
  it('[I4] says so, takes nothing of the transaction, keeps what was there, and goes on when there is room', async () => {
    // Before the first use: Chromium remembers for a while how much room a database had.
    const { usage = 0 } = await navigator.storage.estimate();
    await limitQuota(usage + 512 * 1024);
    const store = createDexieStore(name);
    await store.write((transaction) => transaction.add('artifacts', [artifact('before')]));
    // Random text, which the database cannot compress away.
    const filler = Array.from({ length: 64 }, () => {
      const bytes = crypto.getRandomValues(new Uint8Array(48 * 1024));
      return btoa(String.fromCharCode(...bytes.subarray(0, 48 * 1024)));
    });
    const full = await store.write(async (transaction) => {
      await transaction.add('artifacts', [artifact('during')]);
      await transaction.add(
        'events',
        filler.map((text, index) => ({
          digest: String(index),
          format: 'openlineage',
          eventTime: artifact('').createdAt,
          runId: null,
          body: text,
        })),
      );
    });
    expect(full).toMatchObject({ ok: false, error: { kind: 'storeFull' } });
    const kept = await store.read(async (transaction) => [
      (await transaction.all('artifacts')).map(({ id }) => id),
      (await transaction.all('events')).length,
    ]);
    expect(kept).toEqual({ ok: true, value: [['before'], 0] });
    await limitQuota();
    expect((await store.write((transaction) => transaction.add('artifacts', [artifact('after')]))).ok).toBe(
      true,
    );
    store.close();
  });
});
