import type { RowDiff } from '../operations/comparing/diffRows';
import { rowCounts } from './derivedKinds';
import type { RowDiffRequest, Services } from './services';

/** What a comparison of rows depends on: equal ones have the same counts. */
export function rowDiffKey({ reference, current, keyColumns }: RowDiffRequest): string {
  return JSON.stringify([reference.readingKey, current.readingKey, keyColumns]);
}

/**
 * What became of the rows, without the rows themselves. Versions are compared one pair at a time, and each pair once: the counts are kept on this
 * device. Null where that fails or is cancelled: whoever wants to know why compares the rows themselves.
 */
export async function rowChanges(
  services: Pick<Services, 'derived' | 'diffRows'>,
  request: RowDiffRequest,
  signal: AbortSignal,
): Promise<RowDiff | null> {
  const key = rowDiffKey(request);
  const stored = (await services.derived.read(rowCounts, [key])).get(key);
  if (stored) return stored;
  const mine = turn.then(async () => {
    if (signal.aborted) return null;
    const meanwhile = (await services.derived.read(rowCounts, [key])).get(key);
    if (meanwhile) return meanwhile;
    const result = await services.diffRows(request, signal, () => undefined).catch(() => null);
    // Bytes that are not here may be here later: what failed is tried again.
    if (signal.aborted || !result?.ok) return null;
    const counts = { ...result.value, rows: [] };
    await services.derived.write(rowCounts, key, counts);
    return counts;
  });
  turn = mine;
  return mine;
}

let turn: Promise<unknown> = Promise.resolve();
