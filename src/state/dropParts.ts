import type { OperationPorts } from '../operations/core/ports';
import type { BrowserStore } from '../storage/dexieStore';
import type { ReadOptions } from '../table/schema';
import type { WorkerPool } from '../workers/pool';
import type { Keeping } from './keeping';

/** What a drop is taken with. */
export interface DropParts {
  readonly ports: OperationPorts;
  readonly store: BrowserStore;
  readonly pool: WorkerPool;
  /** How tables are read; strictly where it is not said. */
  readonly options?: ReadOptions;
  /** Which bytes are kept; none where it is not said. */
  readonly keeping?: Keeping;
}

/** Told how far the reading of a unit is. */
export interface ReadProgress {
  readonly onBytes: (bytesDone: number) => void;
  /** How many bytes there are to read, where that is not what was believed. */
  readonly measure: (byteLength: number) => void;
}
