import { Text } from '@mantine/core';

import { recipes } from '../../drift/recipe';
import type { VersionBaseline } from '../../operations/comparing/baselineOf';
import type { SnapshotView } from '../../operations/core/workspace';
import type { TableProfile } from '../../profile/profile';
import { useProfile } from '../../state/useProfile';
import { comparisonWith } from '../compare/comparisonWith';
import { DriftSummary } from '../drift/DriftSummary';
import { useBaselineProfile } from '../drift/useBaselineProfile';
import { useDriftReport } from '../drift/useChance';
import { compareHref } from '../lineage/links';
import { SlowSkeleton } from '../shared/SlowSkeleton';
import { noTableWords } from './noTableWords';

interface DriftFromBaselineProps {
  readonly baseline: VersionBaseline;
  readonly current: SnapshotView;
  /** All where absent. */
  readonly limit?: number;
}

/** The columns that drifted most against the baseline, each a link to its chart. */
export function DriftFromBaseline({ baseline, current, limit }: DriftFromBaselineProps) {
  const before = useBaselineProfile(baseline.versions);
  const after = useProfile(current);
  const reference = baseline.versions.at(-1);
  if (!current.reading || !reference) {
    const why = current.reading ? `Nothing to compare with: ${baseline.words}.` : noTableWords(current);
    return (
      <Text size="sm" c="dimmed">
        {why}
      </Text>
    );
  }
  if (before.status === 'loading' || after.status === 'loading') return <SlowSkeleton />;
  if (before.status === 'none' || after.status === 'none') {
    return (
      <Text size="sm" c="dimmed">
        Nothing to compare with: no profile is stored of these versions.
      </Text>
    );
  }
  return (
    <Summary
      reference={before.profile}
      current={after.profile}
      limit={limit}
      hrefOf={(column) => compareHref({ ...comparisonWith(baseline.versions, current), column })}
    />
  );
}

interface SummaryProps {
  readonly reference: TableProfile;
  readonly current: TableProfile;
  readonly limit: number | undefined;
  readonly hrefOf: (column: string) => string;
}

function Summary({ reference, current, limit, hrefOf }: SummaryProps) {
  const report = useDriftReport(reference, current, recipes.deciles);
  return <DriftSummary report={report} limit={limit ?? report.columns.length} hrefOf={hrefOf} />;
}
