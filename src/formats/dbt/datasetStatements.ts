import type { Assertion, ClaimFact } from '../../lineage/claims';
import type { LineageStatement } from '../../lineage/facts';
import { datasetOf, hierarchyOf, timeOf } from './dbtFacts';
import type { CatalogRecord, FreshnessRecord } from './records';

/** Freshness is an assertion about a source: only `pass` is a success. */
export function freshnessStatement(record: FreshnessRecord): LineageStatement {
  const { id, status, loadedAt, criteria, error } = record;
  const assertion: Assertion = {
    assertion: 'freshness',
    isSuccess: status === 'pass',
    severity: status,
    actual: error ?? (loadedAt === null ? 'the table has no rows' : `last loaded at ${loadedAt}`),
    ...(criteria !== null && { expected: criteria }),
  };
  const at = timeOf(loadedAt);
  return told(
    record,
    [
      { about: 'assertions', body: { assertions: [assertion] } },
      ...(at === null ? [] : [{ about: 'loaded', body: { at } } as const]),
    ],
    id,
  );
}

/** Columns with their types, and figures where the database keeps any. */
export function catalogStatement(record: CatalogRecord): LineageStatement {
  const { id, columns, relation, rowCount, byteLength } = record;
  const claims: ClaimFact[] = [];
  if (columns.length > 0) claims.push({ about: 'schema', body: { fields: columns } });
  if (relation !== null) claims.push(hierarchyOf(relation));
  if (record.type !== null) claims.push({ about: 'storage', body: { layer: record.type } });
  if (rowCount !== null || byteLength !== null) {
    const figures = { ...(rowCount !== null && { rowCount }), ...(byteLength !== null && { byteLength }) };
    claims.push({ about: 'profile', body: { ...figures, columns: {} } });
  }
  return told(record, claims, id);
}

function told(
  { time }: { readonly time: string | null },
  claims: readonly ClaimFact[],
  id: string,
): LineageStatement {
  return { time: timeOf(time), jobs: [], runs: [], datasets: [{ ...datasetOf(id), claims }], links: [] };
}
