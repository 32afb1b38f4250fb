import { UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconLock } from '@tabler/icons-react';
import type { ReactNode } from 'react';

import { SparkHistogram } from '../profile/SparkHistogram';
import { formatShare } from '../shared/format';
import type { GridColumn, GridLayout } from './gridLayout';
import classes from './RowsGrid.module.css';

export interface GridSort {
  readonly column: number;
  readonly isDescending: boolean;
}

interface GridHeadProps {
  readonly layout: GridLayout;
  readonly fromColumn: number;
  readonly toColumn: number;
  readonly sort: GridSort | null;
  /** Null where nothing can be sorted. */
  readonly onSort: ((column: number) => void) | null;
}

/** Of each column its name, type, missing cells and distribution; a click sorts. */
export function GridHead({ layout, fromColumn, toColumn, sort, onSort }: GridHeadProps) {
  const cell = (at: number): ReactNode => {
    const column = layout.columns[at];
    if (!column) return null;
    const direction = sort?.column === at ? (sort.isDescending ? 'descending' : 'ascending') : 'none';
    return (
      <div
        key={at}
        role="columnheader"
        aria-colindex={at + 2}
        aria-sort={direction}
        className={at === 0 ? classes.firstHead : classes.headCell}
        style={{ left: at === 0 ? layout.gutter : column.left, width: column.width }}
      >
        <HeadContent column={column} at={at} direction={direction} onSort={onSort} />
      </div>
    );
  };
  const cells: ReactNode[] = [];
  for (let at = Math.max(1, fromColumn); at < toColumn; at++) cells.push(cell(at));
  return (
    <div role="rowgroup" className={classes.head} style={{ width: layout.width }}>
      <div role="row" aria-rowindex={1} className={classes.headRow}>
        <div
          role="columnheader"
          aria-colindex={1}
          className={classes.corner}
          style={{ width: layout.gutter }}
        >
          Row
        </div>
        {cell(0)}
        {cells}
      </div>
    </div>
  );
}

interface HeadContentProps {
  readonly column: GridColumn;
  readonly at: number;
  readonly direction: 'none' | 'ascending' | 'descending';
  readonly onSort: ((column: number) => void) | null;
}

function HeadContent({ column, at, direction, onSort }: HeadContentProps) {
  const { name, type, profile, isMasked, width } = column;
  const missing = profile && profile.rowCount > 0 ? profile.nullCount / profile.rowCount : 0;
  const words = `${type}${missing > 0 ? ` · ${formatShare(missing)} missing` : ''}`;
  const SortIcon = direction === 'descending' ? IconArrowDown : IconArrowUp;
  return (
    <>
      <UnstyledButton
        className={classes.name}
        title={name}
        tabIndex={-1}
        disabled={onSort === null || isMasked}
        onClick={() => onSort?.(at)}
      >
        {isMasked && <IconLock size={13} aria-label="Masked" />}
        <span>{name}</span>
        {direction !== 'none' && <SortIcon size={14} aria-hidden />}
      </UnstyledButton>
      <span className={classes.type} title={words}>
        {words}
      </span>
      {profile && !isMasked && (
        <SparkHistogram column={profile} width={Math.min(120, width - 20)} height={22} />
      )}
    </>
  );
}
