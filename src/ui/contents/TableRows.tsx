import { Button, Progress } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useMemo, useState } from 'react';

import type { SnapshotView } from '../../operations/core/workspace';
import type { ColumnProfile } from '../../profile/profile';
import { useProfile } from '../../state/useProfile';
import type { OpenedTable } from '../../state/openedTable';
import type { RowDiffSide } from '../../state/services';
import type { RowBlock } from '../../table/rowBlock';
import { formatCount, formatCounted } from '../shared/format';
import classes from './Contents.module.css';
import { layoutOf } from './gridLayout';
import { OpenRows } from './OpenRows';
import { useOpenTable } from './useOpenTable';

interface TableRowsProps {
  readonly version: SnapshotView;
  readonly side: RowDiffSide;
  readonly masked: ReadonlySet<string>;
}

/** The rows of a version: the first at once, the others when it is known where they stand. */
export function TableRows({ version, side, masked }: TableRowsProps) {
  const { state, cancel, again } = useOpenTable(side);
  const [isShown, setIsShown] = useState(false);
  const profile = useProfile(version);
  const profiles = useMemo(
    () =>
      new Map<string, ColumnProfile>(
        profile.status === 'ready' ? profile.profile.columns.map((column) => [column.name, column]) : [],
      ),
    [profile],
  );
  const isNarrow = useMediaQuery('(max-width: 47.99em)') ?? false;
  const first = state.kind === 'failed' ? null : state.first;
  const columns = version.reading?.columns;
  const shownMask = isShown ? nothing : masked;
  const rowCount = version.reading?.rowCount ?? 0;
  const layout = useMemo(
    () => layoutOf(columns ?? [], profiles, shownMask, first, rowCount, isNarrow ? 120 : 260),
    [columns, profiles, shownMask, first, rowCount, isNarrow],
  );
  const fromFirst = useMemo(() => (first ? tableOf(first) : null), [first]);
  if (state.kind === 'failed')
    return (
      <p role="alert" className={classes.failure}>
        {state.words}
      </p>
    );
  const table = state.kind === 'open' ? state.table : fromFirst;
  const mask = {
    count: columns?.filter(({ name }) => masked.has(name)).length ?? 0,
    isShown,
    onChange: setIsShown,
  };
  return (
    <>
      <OpeningStatus {...{ state, cancel, again }} />
      {table && (
        <OpenRows
          table={table}
          canArrange={state.kind === 'open'}
          {...{ layout, mask, title: side.title, byteLength: version.snapshot.byteLength ?? 0 }}
        />
      )}
    </>
  );
}

/** How far the opening is, and what can be done about it. */
function OpeningStatus({ state, cancel, again }: ReturnType<typeof useOpenTable>) {
  return (
    <>
      {state.kind === 'opening' && (
        <div className={classes.progress} role="status">
          <Progress value={state.share * 100} aria-label="Rows found" flex={1} />
          <span>{formatCounted(state.rowCount, 'row')} so far</span>
          <Button size="compact-xs" variant="default" onClick={cancel}>
            Cancel
          </Button>
        </div>
      )}
      {state.kind === 'cancelled' && (
        <div className={classes.progress} role="status">
          <span>The first {formatCount(state.first?.rowCount ?? 0)} rows are shown.</span>
          <Button size="compact-xs" variant="default" onClick={again}>
            Read the others
          </Button>
        </div>
      )}
    </>
  );
}

const nothing: ReadonlySet<string> = new Set();

/** The first rows of a table that is not open yet. */
function tableOf(block: RowBlock): Pick<OpenedTable, 'rowCount' | 'isWhole' | 'read'> {
  return {
    rowCount: block.rowCount,
    isWhole: false,
    read: () =>
      Promise.resolve({
        ok: true,
        value: { block, rows: Int32Array.from({ length: block.rowCount }, (_, at) => at) },
      }),
  };
}
