import type { Decision } from '../../lineage/records';
import type { LiveTransaction } from './liveTransaction';

const known = new WeakMap<LiveTransaction, Promise<readonly Decision[]>>();

/** What people decided about identities, in view when the transaction's view was opened: there are few, and all are asked for often. */
export function decisionsIn(live: LiveTransaction): Promise<readonly Decision[]> {
  const read = known.get(live) ?? live.all('decisions');
  known.set(live, read);
  return read;
}
