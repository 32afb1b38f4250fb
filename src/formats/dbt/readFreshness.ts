import type { Placed } from '../openlineage/place';
import type { WarningTally } from '../warningTally';
import { entryOf, itemsOf, textOf } from './artifactShape';
import type { FreshnessRecord } from './records';

/** How fresh each source was found; `expected` are those of the manifest beside it that have criteria. */
export function readFreshness(
  root: Placed,
  expected: readonly string[],
  warnings: WarningTally,
): readonly FreshnessRecord[] {
  const time = textOf(root.at('metadata').at('generated_at'));
  const records = itemsOf(root.at('results')).flatMap((result): FreshnessRecord[] => {
    const id = textOf(entryOf(result).at('unique_id'));
    if (id === null) {
      warnings.add('a result without a unique_id is left out', result.pointer);
      return [];
    }
    const loadedAt = textOf(result.at('max_loaded_at'));
    return [
      {
        kind: 'freshness',
        id,
        time,
        status: textOf(result.at('status')) ?? 'unknown',
        // Of an empty table dbt writes the first year.
        loadedAt: loadedAt?.startsWith('0001-01-01') ? null : loadedAt,
        criteria: criteriaOf(result.at('criteria')),
        error: textOf(result.at('error')),
      },
    ];
  });
  const told = new Set(records.map(({ id }) => id));
  for (const id of expected)
    if (!told.has(id)) warnings.add('a source with freshness criteria has no result: its query failed', id);
  return records;
}

function criteriaOf(criteria: Placed): string | null {
  const limits = ['warn_after', 'error_after'].flatMap((key) => {
    const [count, period] = [criteria.at(key).at('count').number, textOf(criteria.at(key).at('period'))];
    return count === null || period === null ? [] : [`${key.replace('_', ' ')} ${count} ${period}`];
  });
  return limits.length === 0 ? null : limits.join(', ');
}
