import type { ActivityItem } from '../../state/activities';
import { useEarlierContracts } from '../../state/earlierContracts';
import type { ArtifactId } from '../../versioning/records';
import { ContractOffer } from './ContractOffer';
import { LicenceOffer } from './LicenceOffer';

interface OffersProps {
  readonly item: ActivityItem;
  /** What a dropped file itself became; null where it became none. */
  readonly own: ArtifactId | null;
}

/** What dropped files tell beside what they became, and contracts that were dropped before and promise something about them. */
export function Offers({ item, own }: OffersProps) {
  const earlier = useEarlierContracts(item);
  const { state } = item;
  if (state.kind !== 'snapshotted' && state.kind !== 'imported') return null;
  const taken = state.kind === 'snapshotted' ? state.outcomes.map(({ artifactId }) => artifactId) : [];
  return (
    <>
      {state.contracts?.map((contract) => (
        <ContractOffer key={contract.path} contract={contract} />
      ))}
      {earlier.map((contract) => (
        <ContractOffer key={`earlier ${contract.path}`} contract={contract} tables={taken} />
      ))}
      {state.licence && <LicenceOffer licence={state.licence} own={own} />}
    </>
  );
}
