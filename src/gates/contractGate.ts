import type { ContractFinding, ContractVerdict } from '../versioning/records';
import type { Timestamp } from '../versioning/timestamp';
import { worstVerdict, type GuardrailVerdict } from './applyGuardrail';
import type { StoredContract } from './contract/storedContract';
import type { ClauseVerdict } from './contract/verdict';
import { withWaivers, type Waiver } from './contract/waiver';

/** A clause that does not pass, as it stood at a promotion. */
export interface GateClause extends Pick<ContractFinding, 'clause' | 'column' | 'verdict' | 'message'> {
  readonly waiver: Pick<Waiver, 'author' | 'reason' | 'until'> | null;
}

/** What the contract of an artifact says of a promotion of one of its versions [G18]. */
export interface ContractGate {
  readonly contractId: string;
  readonly verdict: GuardrailVerdict;
  /** When the version was judged; null where it was not judged by the contract that holds. */
  readonly judgedAt: Timestamp | null;
  readonly clauses: readonly GateClause[];
  readonly passCount: number;
}

/** The one scale of contracts and guardrails: what fails blocks, what warns escalates, what is unknown is unknown; null of what was not checked [G18]. */
export function gateOf(verdict: ClauseVerdict): GuardrailVerdict | null {
  switch (verdict) {
    case 'pass':
      return 'allow';
    case 'warn':
      return 'escalate';
    case 'fail':
      return 'block';
    case 'unknown':
      return 'unknown';
    case 'notChecked':
      return null;
  }
}

/** Holds a version's verdict, with the waivers of that moment, against the contract that holds. Null where nothing is promised. */
export function contractGate(
  contract: StoredContract | null,
  said: ContractVerdict | null,
  waivers: readonly Waiver[],
  at: number,
): ContractGate | null {
  if (contract === null || contract.text === null) return null;
  if (said === null || said.contractId !== contract.id)
    return { contractId: contract.id, verdict: 'unknown', judgedAt: null, clauses: [], passCount: 0 };
  const all = withWaivers(said.checks, waivers, at);
  const asked = all.map(({ check, waiver }) => gateOf(waiver === null ? check.verdict : 'warn'));
  return {
    contractId: contract.id,
    verdict: worstVerdict(asked.filter((each) => each !== null)) ?? 'unknown',
    judgedAt: said.at,
    clauses: all
      .filter(({ check }) => check.verdict !== 'pass' && check.verdict !== 'notChecked')
      .map(({ check: { clause, column, verdict, message }, waiver }) => ({
        clause,
        column,
        verdict,
        message,
        waiver: waiver && { author: waiver.author, reason: waiver.reason, until: waiver.until },
      })),
    passCount: said.checks.filter(({ verdict }) => verdict === 'pass').length,
  };
}
