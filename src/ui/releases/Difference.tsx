import { useMemo } from 'react';

import { comparableTables } from '../../operations/releases/rollbackImpact';
import type { SnapshotView, Workspace } from '../../operations/core/workspace';
import { formatBytes, formatCounted } from '../shared/format';
import classes from './Releases.module.css';
import { TablePairDrift } from './TablePairDrift';

const shownPairs = 3;

interface DifferenceProps {
  readonly workspace: Workspace;
  readonly from: SnapshotView;
  readonly to: SnapshotView;
}

/** Drift between two versions; of what is no table, of the tables that they were made from. */
export function Difference({ workspace, from, to }: DifferenceProps) {
  const pairs = useMemo(() => comparableTables(workspace, from, to), [workspace, from, to]);
  const isOwn = from.reading !== null && to.reading !== null;
  return (
    <div className={classes.impact}>
      {!isOwn && (
        <div className={classes.small}>
          {bytesWords(from, to)}
          {pairs.length > 0 ? '; made from' : ''}
        </div>
      )}
      {pairs.slice(0, shownPairs).map((pair) => (
        <TablePairDrift key={pair.artifact.artifact.id} pair={pair} isNamed={!isOwn} />
      ))}
      {pairs.length > shownPairs && (
        <div className={classes.small}>and {formatCounted(pairs.length - shownPairs, 'more table')}</div>
      )}
    </div>
  );
}

function bytesWords({ snapshot: from }: SnapshotView, { snapshot: to }: SnapshotView): string {
  if (from.digest !== null && from.digest === to.digest) return 'The same bytes';
  if (from.byteLength === null || to.byteLength === null) return 'Not both are tables';
  return `Other bytes: ${formatBytes(from.byteLength)} in v${from.sequence}, ${formatBytes(to.byteLength)} in v${to.sequence}`;
}
