import { Button } from '@mantine/core';

import { baselineOf } from '../../operations/comparing/baselineOf';
import { DriftFromBaseline } from '../artifacts/DriftFromBaseline';
import { comparisonWith } from '../compare/comparisonWith';
import { AcknowledgeDrift } from '../drift/AcknowledgeDrift';
import { compareHref } from '../lineage/links';
import type { NodeSubject } from '../lineage/nodeFacts';
import { ClaimNote } from '../shared/ClaimNote';
import classes from './Inspector.module.css';
import { useInspector } from './inspectorContext';

type DataSubject = Extract<NodeSubject, { readonly type: 'artifact' | 'snapshot' }>;

/** The version against its baseline. */
export function DriftTab({ subject: { snapshot } }: { readonly subject: DataSubject }) {
  const { workspace } = useInspector();
  const baseline = snapshot && baselineOf(workspace, snapshot);
  const reference = baseline?.versions.at(-1);
  if (!snapshot || (baseline?.versions.length === 0 && snapshot.snapshot.parents.length === 0)) {
    return (
      <p className={classes.quiet}>
        There is no earlier version to compare with. Drop the next version to see what drifts.
      </p>
    );
  }
  return (
    <>
      {baseline && reference && (
        <div className={classes.sectionHead}>
          <p className={classes.quiet}>
            v{snapshot.snapshot.sequence} {baseline.words}
          </p>
          <Button
            className={classes.sectionAction ?? ''}
            component="a"
            size="compact-xs"
            variant="default"
            href={compareHref(comparisonWith(baseline.versions, snapshot))}
          >
            Open in Compare
          </Button>
        </div>
      )}
      <ClaimNote versions={[...(baseline?.versions ?? []), snapshot]} />
      <AcknowledgeDrift workspace={workspace} version={snapshot} />
      {baseline && <DriftFromBaseline baseline={baseline} current={snapshot} />}
    </>
  );
}
