import type { Verdict } from '../gates/contract/verdict';
import { UsageError, type ExitStatus } from './command';

/** The moment that `--at` says, in milliseconds since 1970; now where it says none. Throws `UsageError`. */
export function momentOf(given: string | null): number {
  if (given === null) return Date.now();
  const moment = Date.parse(given);
  if (!/^\d{4}-\d\d-\d\d/.test(given) || Number.isNaN(moment))
    throw new UsageError('--at takes a time as ISO 8601, such as 2026-01-31T12:00:00Z');
  return moment;
}

/** What a command that judges ends with. */
export function statusOf(verdict: Verdict, isStrict: boolean): ExitStatus {
  if (verdict === 'fail' || (verdict === 'warn' && isStrict)) return 1;
  return verdict === 'unknown' ? 2 : 0;
}
