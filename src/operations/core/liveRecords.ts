import type { RecordTables, TableName } from '../../records/tables';
import type { Digest } from '../../versioning/digest';
import { type KeptStates, keptStatesOf } from './bytesPlace';
import { openLive } from './liveTransaction';
import type { Transaction } from './store';
import { type UnreadableRecord, withoutUnreadable } from './unreadable';

/** The kinds that a workspace is folded from. */
export const foldedTables = [
  'artifacts',
  'bindings',
  'snapshots',
  'annotations',
  'readings',
  'manifests',
  'jobs',
  'runs',
  'observations',
  'claims',
  'decisions',
  'aliasMoves',
  'guardrails',
  'baselines',
  'contracts',
  'waivers',
] as const satisfies readonly TableName[];

/** A table whose records make up what people see. */
export type FoldedTable = (typeof foldedTables)[number];

/** A workspace's records in view. */
export interface LiveRecords extends Pick<RecordTables, FoldedTable> {
  /** The files whose bytes are on this device. */
  readonly keptStates: KeptStates;
  /** What an import says of bytes that were not read here, by `unreadKey`. */
  readonly unread: ReadonlySet<string>;
  readonly auditSequence: number;
  /** Of the last audit entry; null for an empty store. */
  readonly auditHash: Digest | null;
  /** What is stored and cannot be read, and what refers to it: it is in none of these. */
  readonly unreadable: readonly UnreadableRecord[];
}

/** Opens the view of a transaction. */
export type OpenLive = typeof openLive;

/** Reads all records in view, with the place in the log that they are of. */
export async function readLiveRecords(
  transaction: Transaction,
  open: OpenLive = openLive,
): Promise<LiveRecords> {
  const live = await open(transaction);
  const [records, lastAudit, kept, freed, unread] = await Promise.all([
    Promise.all(foldedTables.map(async (table) => [table, await live.all(table)] as const)),
    transaction.last('audit'),
    transaction.keptFiles.digests('kept'),
    transaction.keptFiles.digests('freed'),
    transaction.unread.all(),
  ]);
  const stored = Object.fromEntries(records) as unknown as Pick<RecordTables, FoldedTable>;
  const { kept: tables, leftOut } = withoutUnreadable(stored, [...live.unreadable, ...homeless(stored)]);
  return {
    ...tables,
    unreadable: leftOut,
    keptStates: keptStatesOf(kept, freed),
    unread: new Set(unread),
    auditSequence: lastAudit?.sequence ?? 0,
    auditHash: lastAudit?.hash ?? null,
  };
}

/** Versions whose artifact is nowhere: every view of a version names its artifact. */
function homeless({
  artifacts,
  snapshots,
}: Pick<RecordTables, 'artifacts' | 'snapshots'>): readonly UnreadableRecord[] {
  const there = new Set(artifacts.map(({ id }) => id));
  return snapshots.flatMap(({ id, artifactId }) =>
    there.has(artifactId)
      ? []
      : {
          table: 'snapshots',
          key: id,
          place: 'artifactId',
          message: `refers to the artifact ${artifactId}, which is not there`,
        },
  );
}
