import type { Waiver } from '../../gates/contract/waiver';
import type { ArtifactView, SnapshotView } from '../../operations/core/workspace';
import type { ContractVerdict } from '../../versioning/records';
import { ContractIcon } from './ContractMark';
import { findingsWords } from './contractWords';
import { useStanding } from './waiverWords';

interface CardVerdictProps {
  readonly artifact: ArtifactView;
  readonly snapshot: SnapshotView | null;
}

/** On a card, that the version does not keep its contract, or that it cannot be told. */
export function CardVerdict({ artifact, snapshot }: CardVerdictProps) {
  const verdict = snapshot?.verdict;
  if (!verdict || verdict.verdict === 'pass') return null;
  return <Badge verdict={verdict} waivers={artifact.waivers} />;
}

function Badge({
  verdict,
  waivers,
}: {
  readonly verdict: ContractVerdict;
  readonly waivers: readonly Waiver[];
}) {
  const standing = useStanding(verdict, waivers);
  return (
    <ContractIcon
      verdict={verdict.verdict}
      isWaived={standing.isWaived}
      words={`By its contract: ${findingsWords(standing)}`}
    />
  );
}
