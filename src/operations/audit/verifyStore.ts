import type { Cancellation, Hashers, TextCodec } from '../../lib/ports';
import { ok, type Result } from '../../lib/result';
import type { Digest } from '../../versioning/digest';
import type { AuditEntry } from '../../versioning/records';
import { treeDigest } from '../../versioning/tree';
import { verifyAuditLog, type AuditBreak } from './auditLogVerify';
import type { ChunkStore } from '../bytes/chunkStore';
import { danglingReferences } from './danglingReference';
import { unreadKey, type UnreadTable } from '../core/unread';
import { fileNames, type FileNames } from '../core/fileNames';
import type { KeptFile } from '../core/keptFiles';
import { openInView } from '../core/liveTransaction';
import { readLiveRecords, type LiveRecords } from '../core/liveRecords';
import type { Store, StoreFailure } from '../core/store';
import { nameFaults } from './describeRecordFault';
import { type UnreadableRecord, unreadableIn } from '../core/unreadable';
import {
  readStoredRecords,
  type RecordFault,
  type RecordVerdict,
  type StoredRecords,
  verifyRecords,
} from './verifyRecords';

/** One thing that is not as it should be; `names` are what the versions and files concerned are called. */
export type StoreFinding =
  | { readonly kind: 'damagedChunk'; readonly chunk: Digest; readonly names: readonly string[] }
  | { readonly kind: 'missingChunk'; readonly chunk: Digest; readonly names: readonly string[] }
  /** Its chunks are as they should be, and are together another file. */
  | { readonly kind: 'wrongFile'; readonly file: Digest; readonly names: readonly string[] }
  | { readonly kind: 'wrongManifest'; readonly tree: Digest; readonly names: readonly string[] }
  | {
      readonly kind: 'danglingReference';
      readonly fromName: string;
      readonly table: string;
      readonly id: string;
    }
  | { readonly kind: 'unreadable'; readonly record: UnreadableRecord }
  | { readonly kind: 'brokenAudit'; readonly at: AuditBreak }
  | { readonly kind: 'wrongRecord'; readonly fault: RecordFault; readonly name: string };

/** What Verify found, and how much it looked at. */
export interface StoreVerdict {
  readonly findings: readonly StoreFinding[];
  /** What was looked at. */
  readonly fileCount: number;
  readonly chunkCount: number;
  readonly byteLength: number;
  readonly versionCount: number;
  readonly entryCount: number;
  readonly records: Omit<RecordVerdict, 'faults'>;
  /** What an import says of bytes, and nobody read here: readings with their profiles, lists of folders' files, and of chunks. */
  readonly claims: { readonly readingCount: number; readonly listCount: number; readonly fileCount: number };
}

/** What Verify reads a workspace with, and digests it by. */
export interface VerifyStorePorts {
  readonly store: Store;
  readonly chunks: Pick<ChunkStore, 'read'>;
  readonly hashers: Hashers;
  readonly text: TextCodec;
  /** SHA-256 of text in UTF-8, where there is a quicker way. */
  readonly sha256OfText?: (text: string) => string;
  sha256(bytes: Uint8Array<ArrayBuffer>): Promise<Digest>;
}

/** Bytes of the files whose bytes are kept: how many were looked at, of how many. */
export interface VerifyProgress {
  readonly bytesDone: number;
  readonly byteLength: number;
}

/** Chunks are read this many at a time. */
const readLength = 64;

/**
 * Reads all that a workspace keeps and says what is not as it should be: every chunk against its digest, every file
 * against its own, folders' manifests, references among records, the audit chain, and all records against it (I3, I5).
 */
export async function verifyStore(
  ports: VerifyStorePorts,
  cancellation: Cancellation,
  onProgress: (progress: VerifyProgress) => void = () => {},
): Promise<Result<StoreVerdict, StoreFailure>> {
  const read = await ports.store.read(async (transaction) => {
    const dangling = await danglingReferences(await openInView(transaction));
    const [records, stored, claims, kept, freed] = await Promise.all([
      readLiveRecords(transaction),
      readStoredRecords(transaction),
      transaction.unread.all(),
      transaction.keptFiles.digests('kept'),
      transaction.keptFiles.digests('freed'),
    ]);
    const files = await Promise.all([...kept, ...freed].map((digest) => transaction.keptFiles.get(digest)));
    return { dangling, records, stored, claims, files: files.filter((file) => file !== undefined) };
  });
  if (!read.ok) return read;
  const { dangling, records, stored, claims, files } = read.value;
  const names = fileNames(records);
  const bytes = await verifyFiles(files, names, ports, cancellation, onProgress);
  const open = new Set(claims);
  const settled = await settleClaims(ports.store, bytes.proven, open);
  if (!settled.ok) return settled;
  const manifests = verifyManifests(records, names, ports);
  const { faults, ...recordVerdict } = verifyRecords(stored, ports);
  return ok({
    findings: [
      ...bytes.findings,
      ...unreadableIn(stored).map((record): StoreFinding => ({ kind: 'unreadable', record })),
      ...dangling.map(({ fromName, to }): StoreFinding => ({ kind: 'danglingReference', fromName, ...to })),
      ...manifests,
      ...verifyLog(stored.audit, ports),
      ...recordFindings(faults, stored, manifests),
    ],
    fileCount: files.length,
    chunkCount: bytes.chunkCount,
    byteLength: files.reduce((sum, file) => sum + file.byteLength, 0),
    versionCount: records.snapshots.length,
    entryCount: stored.audit.length,
    records: recordVerdict,
    claims: countClaims(open),
  });
}

interface VerifiedFiles {
  readonly findings: readonly StoreFinding[];
  readonly chunkCount: number;
  /** Files whose chunks are what their digest says. */
  readonly proven: readonly Digest[];
}

/** A list of chunks that gives the file is no claim any more. */
async function settleClaims(
  store: Store,
  proven: readonly Digest[],
  claims: Set<string>,
): Promise<Result<void, StoreFailure>> {
  const settled = proven.map((digest) => unreadKey('files', digest)).filter((claim) => claims.delete(claim));
  return settled.length === 0 ? ok(undefined) : store.write(({ unread: open }) => open.remove(settled));
}

function countClaims(claims: ReadonlySet<string>): StoreVerdict['claims'] {
  const count = (table: UnreadTable): number =>
    [...claims].filter((claim) => claim.startsWith(unreadKey(table, ''))).length;
  return { readingCount: count('readings'), listCount: count('manifests'), fileCount: count('files') };
}

async function verifyFiles(
  files: readonly KeptFile[],
  names: FileNames,
  ports: VerifyStorePorts,
  cancellation: Cancellation,
  onProgress: (progress: VerifyProgress) => void,
): Promise<VerifiedFiles> {
  const findings: StoreFinding[] = [];
  const proven: Digest[] = [];
  const byteLength = files.reduce((sum, file) => sum + file.byteLength, 0);
  const faulty = new Map<
    Digest,
    { readonly kind: 'damagedChunk' | 'missingChunk'; readonly names: Set<string> }
  >();
  const sound = new Set<Digest>();
  let bytesDone = 0;
  for (const file of files) {
    const whole = ports.hashers.sha256();
    let length = 0;
    let isReadable = true;
    for (let first = 0; first < file.chunks.length; first += readLength) {
      cancellation.throwIfAborted();
      const part = file.chunks.slice(first, first + readLength);
      const read = await ports.chunks.read(part.map(({ digest }) => digest));
      for (const [index, bytes] of read.entries()) {
        const { digest } = part[index]!;
        if (!sound.has(digest) && !faulty.has(digest)) {
          if (bytes && (await ports.sha256(bytes)) === digest) sound.add(digest);
          else faulty.set(digest, { kind: bytes ? 'damagedChunk' : 'missingChunk', names: new Set() });
        }
        for (const name of names(file.digest)) faulty.get(digest)?.names.add(name);
        isReadable &&= sound.has(digest);
        if (!isReadable || !bytes) continue;
        whole.update(bytes);
        length += bytes.length;
      }
      bytesDone += part.reduce((sum, chunk) => sum + chunk.byteLength, 0);
      onProgress({ bytesDone, byteLength });
    }
    const found = whole.hex();
    if (!isReadable) continue;
    if (length === file.byteLength && found === file.digest) proven.push(file.digest);
    else findings.push({ kind: 'wrongFile', file: file.digest, names: names(file.digest) });
  }
  for (const [chunk, { kind, names: concerned }] of faulty)
    findings.push({ kind, chunk, names: [...concerned] });
  return { findings, chunkCount: sound.size + faulty.size, proven };
}

function verifyManifests(
  { manifests }: LiveRecords,
  names: FileNames,
  ports: VerifyStorePorts,
): StoreFinding[] {
  return manifests.flatMap(({ digest, entries, leftOut = null }): StoreFinding[] =>
    treeDigest(entries, ports, leftOut) === digest
      ? []
      : [{ kind: 'wrongManifest', tree: digest, names: names(digest) }],
  );
}

function verifyLog(entries: readonly AuditEntry[], ports: VerifyStorePorts): StoreFinding[] {
  const { broken } = verifyAuditLog(entries, ports);
  return broken ? [{ kind: 'brokenAudit', at: broken }] : [];
}

/** A list of a folder that is not that of its digest is told as that alone. */
function recordFindings(
  faults: readonly RecordFault[],
  stored: StoredRecords,
  manifests: readonly StoreFinding[],
): StoreFinding[] {
  const told = new Set<string>(manifests.flatMap((each) => (each.kind === 'wrongManifest' ? each.tree : [])));
  return nameFaults(faults, stored).flatMap(({ fault, name }) =>
    'key' in fault && fault.table === 'manifests' && told.has(fault.key)
      ? []
      : [{ kind: 'wrongRecord', fault, name }],
  );
}
