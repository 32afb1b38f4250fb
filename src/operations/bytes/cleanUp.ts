import { ok, type Result } from '../../lib/result';
import type { Digest } from '../../versioning/digest';
import type { SnapshotId } from '../../versioning/records';
import { standsBefore } from '../core/aliases';
import type { ChunkStore } from './chunkStore';
import { commitWrittenChange, Refusal } from '../core/commitChange';
import { filesOfVersion, versionName } from '../core/fileNames';
import { freedOnDisk } from './freedOnDisk';
import type { KeptFile } from '../core/keptFiles';
import { readLiveRecords } from '../core/liveRecords';
import { foldWorkspace } from '../core/workspaceFold';
import type { Change, OperationFailure } from '../core/outcome';
import type { OperationPorts } from '../core/ports';
import type { Store, StoreFailure, Transaction } from '../core/store';
import type { SnapshotView, Workspace } from '../core/workspace';

/** Which versions a clean-up leaves alone, beside those that something refers to. */
export interface CleanUpRule {
  /** Of each artifact the bytes of so many of the latest versions stay; at least 1. */
  readonly keepLatest: number;
}

/** Why a version's bytes stay, whatever the rule. */
export type KeptBecause = 'latest' | 'alias' | 'pin' | 'run';

/** A version whose bytes a clean-up would free. */
export interface FreedVersion {
  readonly snapshotId: SnapshotId;
  /** Such as `trips.csv v3`. */
  readonly name: string;
  /** Of its files those that would be freed. */
  readonly byteLength: number;
  readonly fileCount: number;
}

/** Exactly what a clean-up would free. */
export interface CleanUpPlan {
  readonly versions: readonly FreedVersion[];
  readonly files: readonly {
    readonly digest: Digest;
    readonly byteLength: number;
    /** The versions that are or have it; none where all of them were taken back. */
    readonly names: readonly string[];
  }[];
  /** Of the files. */
  readonly byteLength: number;
  /** How many versions with kept bytes stay, by the first reason. */
  readonly kept: Readonly<Record<KeptBecause, number>>;
}

/** What is kept by chunks, and what would be free on disk were the freed files removed: what others share stays. */
export interface CleanUpPreview extends CleanUpPlan {
  readonly diskByteLength: number;
}

/** Says what a clean-up would free, and changes nothing. `elsewhere` are the chunks that other workspaces refer to. */
export async function previewCleanUp(
  store: Store,
  chunks: Pick<ChunkStore, 'pages'>,
  rule: CleanUpRule,
  elsewhere: ReadonlySet<Digest>,
): Promise<Result<CleanUpPreview, StoreFailure>> {
  const read = await store.read(async (transaction) => {
    const plan = await planCleanUp(transaction, rule);
    const freed = new Set(plan.files.map(({ digest }) => digest));
    return { plan, files: await readFiles(transaction, freed) };
  });
  if (!read.ok) return read;
  const { plan, files } = read.value;
  const staying = new Set([...elsewhere, ...chunksOf(files.staying)]);
  const diskByteLength = await freedOnDisk(chunks, new Set(chunksOf(files.freed)), staying);
  return ok({ ...plan, diskByteLength });
}

/** Frees the bytes that the rule names, as one change that an undo takes back until they are removed for good. */
export function cleanUp(
  ports: OperationPorts,
  rule: CleanUpRule,
): Promise<Result<Change<CleanUpPlan>, OperationFailure>> {
  return commitWrittenChange(ports, async ({ raw }) => {
    const plan = await planCleanUp(raw, rule);
    if (plan.files.length === 0) throw new Refusal({ kind: 'nothingToFree' });
    await setState(
      raw,
      plan.files.map(({ digest }) => digest),
      'freed',
    );
    const detail = {
      keepLatest: rule.keepLatest,
      versions: plan.versions.map(({ name }) => name),
      byteLength: plan.byteLength,
      bytes: { digests: plan.files.map(({ digest }) => digest), state: 'freed' },
    };
    return { value: plan, audit: { action: 'cleanUp', subject: subjectOf(plan), detail } };
  });
}

/** What is lost for good by emptying. */
export interface Emptied {
  readonly fileCount: number;
  readonly byteLength: number;
}

/** Forgets all freed files of a workspace, for good; their chunks are removed by the sweep that follows. */
export function emptyFreed(ports: OperationPorts): Promise<Result<Change<Emptied>, OperationFailure>> {
  return commitWrittenChange(ports, async ({ raw }) => {
    const digests = await raw.keptFiles.digests('freed');
    if (digests.length === 0) throw new Refusal({ kind: 'nothingToFree' });
    const files = await Promise.all(digests.map((digest) => raw.keptFiles.get(digest)));
    const byteLength = files.reduce((sum, file) => sum + (file?.byteLength ?? 0), 0);
    await raw.keptFiles.remove(digests);
    const emptied = { fileCount: digests.length, byteLength };
    const subject = `${digests.length} ${digests.length === 1 ? 'file' : 'files'}`;
    return { value: emptied, audit: { action: 'emptyFreed', subject, detail: { ...emptied, digests } } };
  });
}

/** Writes the state of those files that are there and in the other one; how many that were. */
export async function setState(
  { keptFiles }: Pick<Transaction, 'keptFiles'>,
  digests: readonly Digest[],
  state: KeptFile['state'],
): Promise<number> {
  const files = await Promise.all(digests.map((digest) => keptFiles.get(digest)));
  const changed = files.flatMap((file) => (file && file.state !== state ? { ...file, state } : []));
  await keptFiles.put(changed);
  return changed.length;
}

async function planCleanUp(transaction: Transaction, { keepLatest }: CleanUpRule): Promise<CleanUpPlan> {
  const workspace = foldWorkspace(await readLiveRecords(transaction));
  const here = new Set(await transaction.keptFiles.digests('kept'));
  const isHere = ({ digest }: { readonly digest: Digest }): boolean => here.has(digest);
  const staying = new Set<Digest>();
  const kept: Record<KeptBecause, number> = { latest: 0, alias: 0, pin: 0, run: 0 };
  const others: SnapshotView[] = [];
  const reasonOf = reasons(workspace, Math.max(1, keepLatest));
  for (const view of inOrder(workspace)) {
    const files = filesOfVersion(workspace, view).filter(isHere);
    if (files.length === 0) continue;
    const reason = reasonOf(view);
    if (reason === null) others.push(view);
    else {
      kept[reason]++;
      for (const { digest } of files) staying.add(digest);
    }
  }
  const names = new Map<Digest, string[]>(
    [...here].filter((digest) => !staying.has(digest)).map((digest) => [digest, []]),
  );
  const versions = others.flatMap((view): FreedVersion[] => {
    const own = filesOfVersion(workspace, view).filter(({ digest }) => names.has(digest));
    if (own.length === 0) return [];
    const name = versionName(workspace, view);
    for (const { path, digest } of own) names.get(digest)?.push(path === '' ? name : `${path} of ${name}`);
    const byteLength = own.reduce((sum, file) => sum + file.byteLength, 0);
    return [{ snapshotId: view.snapshot.id, name, byteLength, fileCount: own.length }];
  });
  const files = await Promise.all([...names.keys()].map((digest) => transaction.keptFiles.get(digest)));
  const freed = files.flatMap((file) =>
    file ? [{ digest: file.digest, byteLength: file.byteLength, names: names.get(file.digest) ?? [] }] : [],
  );
  return {
    versions,
    files: freed,
    byteLength: freed.reduce((sum, file) => sum + file.byteLength, 0),
    kept,
  };
}

/** By name, then by number. */
function inOrder({ artifacts }: Workspace): readonly SnapshotView[] {
  const byName = [...artifacts.values()].sort((a, b) => (a.name < b.name ? -1 : Number(a.name > b.name)));
  return byName.flatMap(({ snapshots }) => snapshots);
}

function reasons(workspace: Workspace, keepLatest: number): (view: SnapshotView) => KeptBecause | null {
  const latest = new Set<SnapshotId>();
  for (const { snapshots } of workspace.artifacts.values()) {
    for (const { snapshot } of snapshots.slice(-keepLatest)) latest.add(snapshot.id);
  }
  // Where an alias would go back to: a rollback without the bytes is none.
  const before = new Set(
    [...workspace.artifacts.values()].flatMap(({ aliases }) =>
      aliases.flatMap((alias) => standsBefore(alias) ?? []),
    ),
  );
  const ofRuns = new Set(workspace.observations.flatMap(({ snapshotId }) => snapshotId ?? []));
  return ({ snapshot: { id }, aliases, isPinned }) => {
    if (latest.has(id)) return 'latest';
    if (aliases.length > 0 || before.has(id)) return 'alias';
    if (isPinned) return 'pin';
    return ofRuns.has(id) ? 'run' : null;
  };
}

async function readFiles({ keptFiles }: Transaction, freed: ReadonlySet<Digest>) {
  const digests = [...(await keptFiles.digests('kept')), ...(await keptFiles.digests('freed'))];
  const files = (await Promise.all(digests.map((digest) => keptFiles.get(digest)))).filter(
    (file) => file !== undefined,
  );
  const isFreed = ({ digest, state }: KeptFile): boolean => state === 'freed' || freed.has(digest);
  return {
    freed: files.filter(({ digest }) => freed.has(digest)),
    // What an earlier clean-up freed is no reason for its chunks to stay.
    staying: files.filter((file) => !isFreed(file)),
  };
}

function chunksOf(files: readonly KeptFile[]): Digest[] {
  return files.flatMap(({ chunks }) => chunks.map(({ digest }) => digest));
}

function subjectOf({ versions, files }: CleanUpPlan): string {
  const [only] = versions;
  if (versions.length === 1 && only) return only.name;
  if (versions.length > 0) return `${versions.length} versions`;
  return `${files.length} ${files.length === 1 ? 'file' : 'files'} that no version has`;
}
