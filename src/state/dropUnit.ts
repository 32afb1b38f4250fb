import type { BadEvents } from '../formats/lineageFormat';
import type { OperationFailure } from '../operations/core/outcome';
import type { SnapshotUnit } from '../operations/taking/snapshotUnit';
import type { LeaveOutWay } from './activities';
import type { DroppedItem } from './services';

/** One file or folder of a drop, which is taken whole or not at all. */
export interface DropUnit {
  readonly id: string;
  readonly path: string;
  readonly byteLength: number;
  readonly item: DroppedItem;
  /** What a bad event does to a file of lineage. */
  readonly badEvents: BadEvents;
  readonly leaveOut?: LeaveOutWay;
}

/** A unit that was read, and what else is said of it. */
export interface ReadUnit {
  readonly kind: 'read';
  readonly unit: SnapshotUnit;
  readonly note: string | null;
}

/** What broke while a file was taken, as its line says it. */
export function unexpected(path: string, error: unknown): OperationFailure {
  return {
    kind: 'unreadableFile',
    path,
    message: (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? '',
  };
}
