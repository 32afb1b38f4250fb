import { readContract } from '../../formats/odcs/readContract';
import type { Clause } from '../../gates/contract/clause';
import { clauseWords } from '../../gates/contract/clauseWords';
import { clauseKeys, type ClauseKey } from '../../gates/contract/waiver';
import { objectFor } from './judgeTable';

/** A clause of a contract in words. */
export interface ExplainedClause {
  readonly key: ClauseKey;
  /** JSON Pointer into the contract. */
  readonly pointer: string;
  readonly words: string;
  readonly severity: string | null;
  /** The ends of what its figure may be, where it bounds one. */
  readonly limits: readonly number[];
}

/** The clauses that an artifact of that name is judged by, in their order, in words; none where the text is no contract for it. */
export function explainContract(text: string, name: string): readonly ExplainedClause[] {
  const contract = readContract(text);
  const object = contract.ok ? objectFor(contract.value, name) : null;
  if (!contract.ok || object === null) return [];
  const clauses = [...object.clauses, ...contract.value.unbound];
  const keys = clauseKeys(clauses.map((clause) => ({ clause: clause.name, column: clause.column })));
  return clauses.map((clause, at) => ({
    key: keys[at]!,
    pointer: clause.pointer,
    words: clauseWords(clause),
    severity: clause.severity,
    limits: limitsOf(clause),
  }));
}

function limitsOf({ rule }: Clause): readonly number[] {
  switch (rule.kind) {
    case 'metric':
      return rule.operators.flatMap(({ limits }) => limits.map(({ nearest }) => nearest));
    case 'sql':
      return rule.limits.flatMap((limit) => (limit.kind === 'number' ? [limit.value.nearest] : []));
    case 'drift':
      return [rule.maximum.nearest];
    case 'statistic':
    case 'correlation':
    case 'rowCountChange':
    case 'metricWithin':
      return [rule.minimum, rule.maximum].flatMap((end) => (end === null ? [] : [end.nearest]));
    default:
      return [];
  }
}
