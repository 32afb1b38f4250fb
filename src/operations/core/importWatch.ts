import type { Cancellation } from '../../lib/ports';

/** Whoever waits for an import: hears how much of it is done, and may cancel it for as long as nothing is written. */
export interface ImportWatch {
  readonly signal: Cancellation;
  /** How much is done, 0 to 1. */
  report(share: number): void;
  /** Lets a cancel be heard. Never asked for inside a transaction. */
  pause(): Promise<void>;
  /** Called when all but the end of the transaction is done: what comes later no longer cancels it. */
  hold(): void;
}

/** For an import that nobody waits for with a clock in hand. */
export const noWatch: ImportWatch = {
  signal: { aborted: false, throwIfAborted() {} },
  report() {},
  pause: async () => {},
  hold() {},
};

/** Thrown to take an import back because it was cancelled; an `AbortError` would look like a closed store. */
export class CancelledImport extends Error {
  override readonly name = 'CancelledImport';
}

/** Throws `CancelledImport` where the import was cancelled. */
export function stopIfCancelled({ signal }: ImportWatch): void {
  if (signal.aborted) throw new CancelledImport('The import was cancelled.');
}
