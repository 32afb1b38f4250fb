import { Button } from '@mantine/core';
import { recipes } from '../../drift/recipe';
import type { SnapshotView } from '../../operations/core/workspace';
import type { TableProfile } from '../../profile/profile';
import { useProfile } from '../../state/useProfile';
import { noDriftWords } from '../artifacts/noTableWords';
import { DriftSummary } from '../drift/DriftSummary';
import { useDriftReport } from '../drift/useChance';
import { compareHref } from '../lineage/links';
import type { NodeSubject } from '../lineage/nodeFacts';
import { ClaimNote } from '../shared/ClaimNote';
import { SlowSkeleton } from '../shared/SlowSkeleton';
import { parentOf } from './inspected';
import classes from './Inspector.module.css';
import { useInspector } from './inspectorContext';

type DataSubject = Extract<NodeSubject, { readonly type: 'artifact' | 'snapshot' }>;

/** The version against its parent. */
export function DriftTab({ subject: { snapshot } }: { readonly subject: DataSubject }) {
  const { workspace } = useInspector();
  const parent = snapshot && parentOf(workspace, snapshot);
  if (!snapshot || !parent) {
    return (
      <p className={classes.quiet}>
        There is no earlier version to compare with. Drop the next version to see what drifts.
      </p>
    );
  }
  return <Compared reference={parent} current={snapshot} />;
}

interface ComparedProps {
  readonly reference: SnapshotView;
  readonly current: SnapshotView;
}

function Compared({ reference, current }: ComparedProps) {
  const before = useProfile(reference);
  const after = useProfile(current);
  if (before.status === 'loading' || after.status === 'loading') return <SlowSkeleton />;
  if (before.status === 'none' || after.status === 'none') {
    return <p className={classes.quiet}>{noDriftWords([reference, current])}</p>;
  }
  const href = compareHref(reference.snapshot.id, current.snapshot.id);
  return (
    <>
      <div className={classes.sectionHead}>
        <p className={classes.quiet}>
          v{current.snapshot.sequence} against its parent v{reference.snapshot.sequence}
        </p>
        <Button
          className={classes.sectionAction ?? ''}
          component="a"
          size="compact-xs"
          variant="default"
          href={href}
        >
          Open in Compare
        </Button>
      </div>
      <ClaimNote versions={[reference, current]} />
      <Summary
        reference={before.profile}
        current={after.profile}
        hrefOf={(column) => compareHref(reference.snapshot.id, current.snapshot.id, column)}
      />
    </>
  );
}

interface SummaryProps {
  readonly reference: TableProfile;
  readonly current: TableProfile;
  readonly hrefOf: (column: string) => string;
}

function Summary({ reference, current, hrefOf }: SummaryProps) {
  const report = useDriftReport(reference, current, recipes.deciles);
  return <DriftSummary report={report} limit={report.columns.length} hrefOf={hrefOf} />;
}
