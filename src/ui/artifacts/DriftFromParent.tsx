import { Text } from '@mantine/core';

import { recipes } from '../../drift/recipe';
import type { SnapshotView } from '../../operations/core/workspace';
import type { TableProfile } from '../../profile/profile';
import { useProfile } from '../../state/useProfile';
import { DriftSummary } from '../drift/DriftSummary';
import { useDriftReport } from '../drift/useChance';
import { compareHref } from '../lineage/links';
import { noDriftWords } from './noTableWords';

interface DriftFromParentProps {
  readonly reference: SnapshotView;
  readonly current: SnapshotView;
  readonly limit: number;
}

/** The columns that drifted most since the version before, each a link to its chart. */
export function DriftFromParent({ reference, current, limit }: DriftFromParentProps) {
  const before = useProfile(reference);
  const after = useProfile(current);
  if (before.status === 'loading' || after.status === 'loading') return null;
  if (before.status === 'none' || after.status === 'none') {
    return (
      <Text size="sm" c="dimmed">
        {noDriftWords([reference, current])}
      </Text>
    );
  }
  return (
    <Summary
      reference={before.profile}
      current={after.profile}
      limit={limit}
      hrefOf={(column) => compareHref(reference.snapshot.id, current.snapshot.id, column)}
    />
  );
}

interface SummaryProps {
  readonly reference: TableProfile;
  readonly current: TableProfile;
  readonly limit: number;
  readonly hrefOf: (column: string) => string;
}

function Summary({ reference, current, limit, hrefOf }: SummaryProps) {
  const report = useDriftReport(reference, current, recipes.deciles);
  return <DriftSummary report={report} limit={limit} hrefOf={hrefOf} />;
}
