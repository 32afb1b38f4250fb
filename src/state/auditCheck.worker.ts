import { ok, type Result } from '../lib/result';
import { beginAuditCheck, type AuditVerdict, type NotedHead } from '../operations/audit/auditLogVerify';
import type { StoreFailure } from '../operations/core/store';
import { createDexieStore } from '../storage/dexieStore';
import { nobleHashers } from '../storage/hashers';
import { browserText } from '../workers/browserText';
import { loadSha256OfText } from '../workers/hashing/textSha256';

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
  const sha256OfText = await loadSha256OfText();
  const store = createDexieStore(databaseName);
  const under = beginAuditCheck({ hashers: nobleHashers, text: browserText, sha256OfText }, noted);
  const read = await store.readAudit((entries) => under.take(entries));
  store.close();
  return read.ok ? ok(under.finish()) : read;
}
