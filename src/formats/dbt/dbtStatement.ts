import type { LineageStatement } from '../../lineage/facts';
import { catalogStatement, freshnessStatement } from './datasetStatements';
import { nodeStatement } from './nodeStatement';
import type { DbtRecord } from './records';
import { resultStatement } from './resultStatement';

/** What a kept record says. */
export function dbtStatement(record: DbtRecord): LineageStatement {
  switch (record.kind) {
    case 'node':
      return nodeStatement(record);
    case 'result':
      return resultStatement(record);
    case 'freshness':
      return freshnessStatement(record);
    case 'catalog':
      return catalogStatement(record);
  }
}
