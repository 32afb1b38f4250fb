import { waivedVerdict, withWaivers, type WaivedClause, type Waiver } from '../../gates/contract/waiver';
import type { ContractFinding, ContractVerdict } from '../../versioning/records';
import { useNow } from '../shared/useNow';

/** What a contract said of a version, with the waivers that hold now. */
export interface Standing {
  readonly verdict: ContractVerdict;
  readonly clauses: readonly WaivedClause<ContractFinding>[];
  /** Somebody answers for all that would stop it. */
  readonly isWaived: boolean;
}

export function standingOf(verdict: ContractVerdict, waivers: readonly Waiver[], now: number): Standing {
  const clauses = withWaivers(verdict.checks, waivers, now);
  return { verdict, clauses, isWaived: waivedVerdict(clauses) !== verdict.verdict };
}

export function useStanding(verdict: ContractVerdict, waivers: readonly Waiver[]): Standing {
  return standingOf(verdict, waivers, useNow());
}
