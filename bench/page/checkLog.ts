import { createDexieStore } from '../../src/storage/dexieStore';
import { nobleHashers } from '../../src/storage/hashers';
import { appendAudit } from '../../src/versioning/audit';
import type { ActorId, AuditEntry } from '../../src/versioning/records';
import { timestampFromMilliseconds } from '../../src/versioning/timestamp';
import { browserText } from '../../src/workers/browserText';
import { loadSha256OfText } from '../../src/workers/hashing/textSha256';
import type { WorkerPool } from '../../src/workers/pool';

const databaseName = 'bench-audit-log';
const entryCount = 100_000;
const entriesAtOnce = 10_000;

/** Seconds that a check of 100,000 entries takes, from the call to the verdict; they are written at the first call. */
export async function timeAuditCheck(pool: WorkerPool): Promise<number> {
  await writeLog();
  const started = performance.now();
  const checked = await pool.run('verifyAudit', { databaseName, noted: null });
  const seconds = (performance.now() - started) / 1000;
  if (!checked.ok || checked.value.broken || checked.value.entryCount !== entryCount)
    throw new Error('The log was not checked as expected.');
  return seconds;
}

/** Entries as drops make them: a version, its annotations, their ids. */
async function writeLog(): Promise<void> {
  const store = createDexieStore(databaseName);
  const ports = { hashers: nobleHashers, text: browserText, sha256OfText: await loadSha256OfText() };
  const stored = await store.read((transaction) => transaction.last('audit'));
  let last: AuditEntry | undefined = stored.ok ? stored.value : undefined;
  while ((last?.sequence ?? 0) < entryCount) {
    const entries: AuditEntry[] = [];
    while (entries.length < entriesAtOnce) {
      const number = (last?.sequence ?? 0) + 1;
      last = appendAudit(
        last,
        {
          recordedAt: timestampFromMilliseconds(Date.UTC(2026, 0, 1) + number * 1000),
          actor: '3f0c8a52-7d0e-4f0b-9d0e-0c2f6a1b7e55' as ActorId,
          action: 'takeSnapshot',
          subject: `clean/trips_${number % 500}.csv`,
          detail: {
            namespace: 'file',
            snapshots: [{ snapshotId: idOf(number), digest: idOf(number).repeat(2), sequence: number }],
            created: { snapshots: [idOf(number)], annotations: [idOf(number + 1), idOf(number + 2)] },
          },
        },
        ports,
      );
      entries.push(last);
    }
    const written = await store.write((transaction) => transaction.add('audit', entries));
    if (!written.ok) throw new Error(JSON.stringify(written.error));
  }
  store.close();
}

function idOf(number: number): string {
  return (number * 2_654_435_761).toString(16).padStart(32, '0');
}
