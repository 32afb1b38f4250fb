import type { ContractObject } from './contract';
import type { Clause } from './clause';
import type { SqlAnswer } from './sqlRule';
import type { TableFacts } from './tableFacts';

/** The table that a clause is judged on, when all its rows have come. */
export interface JudgedTable {
  readonly object: ContractObject;
  readonly columnNames: readonly string[];
  readonly rowCount: number;
  /** Now, in milliseconds since 1970. */
  readonly at: number;
  readonly facts: TableFacts;
  /** What the query of a clause gave; null where none was run. */
  readonly sqlAnswer: (clause: Clause) => SqlAnswer | null;
  readonly targetKeys: (object: string, columns: readonly string[]) => ReadonlyMap<string, unknown> | null;
}
