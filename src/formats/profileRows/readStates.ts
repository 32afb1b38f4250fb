import type { Hashers } from '../../lib/ports';
import { err, ok, type Result } from '../../lib/result';
import { mergeStates, type ProfileState } from '../../profile/mergeStates';
import type { ReadFailure } from '../../table/reading';
import type { RowConsumer, TableRows } from '../../table/tableRows';
import { readState } from './profileState';
import { cellsOf } from './readProfileRows';

/** States that are merged at once, so that few are held. */
const heldAtOnce = 64;

/** States of profiles put together as they come. */
export class ProfileStates implements RowConsumer {
  readonly #hashers: Hashers;
  #states: ProfileState[] = [];
  #failure: ReadFailure | null = null;
  #count = 0;

  constructor(hashers: Hashers) {
    this.#hashers = hashers;
  }

  take(rows: TableRows): void {
    for (let row = 0; row < rows.rowCount && this.#failure === null; row++) {
      this.#count++;
      const state = readState(cellsOf(rows, row));
      if (state.ok) this.#states.push(state.value);
      else this.#failure = { kind: 'malformedProfile', message: `state ${this.#count}: ${state.error}` };
      if (this.#states.length >= heldAtOnce) this.#merge();
    }
  }

  /** All of them as one, and how many there were. */
  finish(): Result<{ readonly state: ProfileState; readonly partCount: number }, ReadFailure> {
    if (this.#failure === null && this.#states.length > 1) this.#merge();
    const [state] = this.#states;
    if (this.#failure !== null) return err(this.#failure);
    if (state === undefined)
      return err({ kind: 'malformedProfile', message: 'it has no state of a profile' });
    return ok({ state, partCount: this.#count });
  }

  #merge(): void {
    const merged = mergeStates(this.#states, this.#hashers);
    if (merged.ok) this.#states = [merged.value];
    else this.#failure = merged.error;
  }
}
