import { ok, type Result } from '../lib/result';
import { verifyAuditLog, type AuditVerdict, type NotedHead } from '../operations/auditLogVerify';
import type { StoreFailure } from '../operations/store';
import { createDexieStore } from '../storage/dexieStore';
import { nobleHashers } from '../storage/hashers';
import { browserText } from '../workers/browserText';
import { loadSha256 } from '../workers/hashing/streamingHash';

export interface AuditCheck {
  readonly databaseName: string;
  readonly noted: NotedHead | null;
}

export type AuditChecked = Result<AuditVerdict, StoreFailure>;

/** Reads the log and checks its chain, once: reading 100,000 entries alone would hold the page for a third of a second. */
self.onmessage = ({ data }: MessageEvent<AuditCheck>) => {
  // Reported as an error of this worker, which ends the wait of whoever started it.
  check(data).then((checked) => self.postMessage(checked), reportError);
};

async function check({ databaseName, noted }: AuditCheck): Promise<AuditChecked> {
  const sha256 = loadSha256();
  const store = createDexieStore(databaseName);
  const entries = await store.read((transaction) => transaction.all('audit'));
  store.close();
  if (!entries.ok) return entries;
  const hashers = { ...nobleHashers, sha256: await sha256 };
  return ok(verifyAuditLog(entries.value, { hashers, text: browserText }, noted));
}
