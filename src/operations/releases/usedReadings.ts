import type { AnyReading } from '../../table/reading';
import type { Snapshot } from '../../versioning/records';
import { boundSnapshot } from '../core/pointerBytes';
import { readReadingInUse } from '../core/readingInUse';
import type { LiveTransaction } from '../core/liveTransaction';

/** The readings that two versions were compared by; null of a side that is no table, or is not there. */
export interface UsedReadings {
  readonly candidate: UsedReading | null;
  readonly baseline: UsedReading | null;
}

/** A reading as evidence names it. */
export type UsedReading = Pick<AnyReading, 'key' | 'readerVersion'>;

/** The readings in use of both; null where neither is a table. */
export async function readUsedReadings(
  live: LiveTransaction,
  candidate: Snapshot,
  baseline: Snapshot | null,
): Promise<UsedReadings | null> {
  const used = async (stored: Snapshot | null): Promise<UsedReading | null> => {
    const snapshot = stored && (await boundSnapshot(live, stored));
    const reading = snapshot && (await readReadingInUse(live, snapshot));
    return reading && { key: reading.key, readerVersion: reading.readerVersion };
  };
  const [ofCandidate, ofBaseline] = await Promise.all([used(candidate), used(baseline)]);
  return ofCandidate || ofBaseline ? { candidate: ofCandidate, baseline: ofBaseline } : null;
}
