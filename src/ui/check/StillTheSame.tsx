import { Anchor, Button } from '@mantine/core';
import { useMemo } from 'react';

import { checkSummary, countOutcomes } from '../../operations/taking/stillTheSame';
import { describeFailure } from '../../operations/core/describeFailure';
import { scopeKey, useChecks, type Check } from '../../state/checks';
import { useServices } from '../../state/services';
import type { SnapshotId } from '../../versioning/records';
import { checkHref } from '../lineage/links';
import classes from './Check.module.css';
import { useCheckable } from './useCheckable';

/** Asks whether what is on disk is still this version: one click where a handle is kept, else the way to drop it again. */
export function StillTheSame({ snapshotId }: { readonly snapshotId: SnapshotId }) {
  const services = useServices();
  const scope = useMemo(() => ({ kind: 'snapshot', snapshotId }) as const, [snapshotId]);
  const check = useChecks(({ checks }) => checks.get(scopeKey(scope)));
  const able = useCheckable(scope, 0);
  if (able === null || able.rootCount === 0) return null;
  const more = (words: string) => (
    <Anchor href={checkHref(snapshotId)} size="sm">
      {words}
    </Anchor>
  );
  return (
    <span className={classes.inline}>
      {able.handleCount > 0 ? (
        <Button
          size="compact-xs"
          variant="default"
          loading={check?.state.kind === 'running'}
          onClick={() => services.check(scope, null)}
        >
          Check against disk
        </Button>
      ) : (
        !check && more('Drop it again to compare')
      )}
      {check && (
        <>
          <span role="status">{wordsOf(check)}</span>
          {more('Show')}
        </>
      )}
    </span>
  );
}

function wordsOf({ state }: Check): string {
  switch (state.kind) {
    case 'running':
      return 'Comparing';
    case 'done':
      return checkSummary(countOutcomes(state.files));
    case 'failed':
      return describeFailure(state.failure);
    case 'cancelled':
      return 'Cancelled';
  }
}
