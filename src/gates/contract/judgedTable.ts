import type { ContractObject } from './contract';
import type { Clause } from './clause';
import type { KeyCounter } from './keyCounter';
import type { SqlAnswer } from './sqlRule';
import type { TableFacts } from './tableFacts';

/** The values of the columns that a relationship points to; words where the object was not read. */
export type TargetKeys = (object: string, columns: readonly string[]) => KeyCounter | string;

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
  /** The names of personal columns of all tables of the contract: a query may read any of them. */
  readonly personalNames: readonly string[];
  readonly targetKeys: TargetKeys;
}
