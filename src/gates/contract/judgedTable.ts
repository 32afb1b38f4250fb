import type { ContractObject } from './contract';
import type { TableFacts } from './tableFacts';

/** The table that a clause is judged on, when all its rows have come. */
export interface JudgedTable {
  readonly object: ContractObject;
  readonly columnNames: readonly string[];
  readonly rowCount: number;
  /** Now, in milliseconds since 1970. */
  readonly at: number;
  readonly facts: TableFacts;
  readonly targetKeys: (object: string, columns: readonly string[]) => ReadonlyMap<string, unknown> | null;
}
