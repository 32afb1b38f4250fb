import { foldedTables, type LiveRecords } from './liveRecords';

/** A record that says when it came. */
export interface Arriving {
  readonly id: string;
  readonly createdAt?: string;
  readonly recordedAt?: string;
}

/**
 * The order of a workspace: records as they came. Those of one moment stay as the store gives them, and one that is put
 * back among them is placed by its id.
 */
export function byArrival(a: Arriving, b: Arriving): number {
  return compareText(arrivalOf(a), arrivalOf(b)) || compareText(a.id, b.id);
}

/** Every table in the order in which its records came. */
export function inOrderOfArrival(records: LiveRecords): LiveRecords {
  const tables = foldedTables.map((table) => [table, sorted(records[table] as readonly Arriving[])]);
  return { ...records, ...(Object.fromEntries(tables) as unknown as LiveRecords) };
}

function sorted(records: readonly Arriving[]): readonly Arriving[] {
  const isInOrder = records.every(
    (record, at) => at === 0 || arrivalOf(records[at - 1]!) <= arrivalOf(record),
  );
  return isInOrder ? records : records.toSorted((a, b) => compareText(arrivalOf(a), arrivalOf(b)));
}

/** Empty for what is stored under its digest, and comes in no order. */
function arrivalOf({ createdAt, recordedAt }: Arriving): string {
  return createdAt ?? recordedAt ?? '';
}

/** By code unit. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
