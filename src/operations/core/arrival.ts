import { sortedInSteps, type Steps } from '../../lib/steps';
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
export function* inOrderOfArrival(records: LiveRecords): Steps<LiveRecords> {
  const tables: [string, readonly Arriving[]][] = [];
  for (const table of foldedTables)
    tables.push([table, yield* sorted(records[table] as readonly Arriving[])]);
  return { ...records, ...(Object.fromEntries(tables) as unknown as LiveRecords) };
}

/** Records that are put in order between two stops. */
const recordsPerStep = 2000;

function* sorted(records: readonly Arriving[]): Steps<readonly Arriving[]> {
  for (let at = 1; at < records.length; at += 1) {
    if (arrivalOf(records[at - 1]!) > arrivalOf(records[at]!))
      return yield* sortedInSteps(records, recordsPerStep, (a, b) => compareText(arrivalOf(a), arrivalOf(b)));
    if (at % recordsPerStep === 0) yield at / records.length;
  }
  return records;
}

/** Empty for what is stored under its digest, and comes in no order. */
function arrivalOf({ createdAt, recordedAt }: Arriving): string {
  return createdAt ?? recordedAt ?? '';
}

/** By code unit. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
