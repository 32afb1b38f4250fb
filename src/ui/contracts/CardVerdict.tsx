import type { ContractVerdict } from '../../versioning/records';
import { ContractIcon } from './ContractMark';
import { findingsWords } from './contractWords';

/** On a card, that the version does not keep its contract, or that it cannot be told. */
export function CardVerdict({ verdict }: { readonly verdict: ContractVerdict | null }) {
  if (!verdict || verdict.verdict === 'pass') return null;
  return <ContractIcon verdict={verdict.verdict} words={`By its contract: ${findingsWords(verdict)}`} />;
}
