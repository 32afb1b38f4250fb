import { Button } from '@mantine/core';

import type { SnapshotView } from '../../operations/workspace';
import { useProfile } from '../../state/useProfile';
import { compareHref } from '../lineage/links';
import type { NodeSubject } from '../lineage/nodeFacts';
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

function Compared({
  reference,
  current,
}: {
  readonly reference: SnapshotView;
  readonly current: SnapshotView;
}) {
  const before = useProfile(reference.reading?.key ?? null);
  const after = useProfile(current.reading?.key ?? null);
  if (before.status === 'loading' || after.status === 'loading') return <SlowSkeleton />;
  if (before.status === 'none' || after.status === 'none') {
    return (
      <p className={classes.quiet}>Drift needs both versions as tables, and at least one of them is not.</p>
    );
  }
  return (
    <>
      <p className={classes.quiet}>
        v{current.snapshot.sequence} against its parent v{reference.snapshot.sequence}
      </p>
      <Button
        component="a"
        size="compact-sm"
        variant="default"
        href={compareHref(reference.snapshot.id, current.snapshot.id)}
      >
        Open in Compare
      </Button>
    </>
  );
}
