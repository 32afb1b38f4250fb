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

const fillerLength = 64;

/** Four million characters of random text, which the database cannot compress away. */
function filler(round: number) {
  return Array.from({ length: fillerLength }, (_, index) => ({
    digest: `${round} ${index}`,
    format: 'openlineage',
    eventTime: artifact('').createdAt,
    runId: null,
    body: btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(48 * 1024)))),
  }));
}

describe('a store whose quota is exhausted', () => {
  it('[I4] says so, takes nothing of the transaction, keeps what was there, and goes on when there is room', async () => {
    const { usage = 0 } = await navigator.storage.estimate();
    await limitQuota(usage + 512 * 1024);
    const store = createDexieStore(name);
    await store.write((transaction) => transaction.add('artifacts', [artifact('before')]));
    let taken = 0;
    const attempt = async () => {
      const written = await store.write(async (transaction) => {
        await transaction.add('artifacts', [artifact(`during ${taken}`)]);
        await transaction.add('events', filler(taken));
      });
      if (written.ok) taken += 1;
      return written;
    };
    // Chromium remembers for a while how much room an origin had, so that it may be some writes until it refuses.
    await expect.poll(attempt).toMatchObject({ ok: false, error: { kind: 'storeFull' } });
    const kept = await store.read(async (transaction) => [
      (await transaction.all('artifacts')).length,
      (await transaction.all('events')).length,
    ]);
    expect(kept).toEqual({ ok: true, value: [1 + taken, taken * fillerLength] });
    await limitQuota();
    await expect
      .poll(() => store.write((transaction) => transaction.addMissing('artifacts', [artifact('after')])))
      .toMatchObject({ ok: true });
    store.close();
  });
});
