import { ColumnAccumulator } from './columnAccumulator';
import type { ColumnState } from './columnState';

/**
 * What the parts of a table say of one column, in file order. Most tables are one part: the exact state of a single part is kept as it
 * came, as a table of many columns would be counted twice.
 */
export class ColumnSum {
  #only: ColumnState | null = null;
  #all: ColumnAccumulator | null = null;

  merge(state: ColumnState): void {
    if (this.#all === null && this.#only === null && state.sketch === null) {
      this.#only = state;
      return;
    }
    this.#accumulated().merge(state);
  }

  state(): ColumnState {
    return this.#only ?? this.#accumulated().state();
  }

  #accumulated(): ColumnAccumulator {
    this.#all ??= new ColumnAccumulator();
    if (this.#only !== null) this.#all.merge(this.#only);
    this.#only = null;
    return this.#all;
  }
}
