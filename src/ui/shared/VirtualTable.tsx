import { UnstyledButton, VisuallyHidden } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef, type ReactNode } from 'react';

import classes from './VirtualTable.module.css';

export interface TableColumn<Row> {
  readonly id: string;
  readonly title: string;
  /** For who hears the table only. */
  readonly isTitleHidden?: boolean;
  /** A track of the grid, such as `minmax(0, 1fr)` or `96px`. */
  readonly width: string;
  readonly isNumber?: boolean;
  /** Comes after the others on narrow screens, where the table scrolls sideways. */
  readonly isExtra?: boolean;
  readonly isSortable?: boolean;
  readonly cell: (row: Row) => ReactNode;
}

export interface TableSort {
  readonly columnId: string;
  readonly order: 'up' | 'down';
  readonly onSort: (columnId: string) => void;
}

interface VirtualTableProps<Row> {
  readonly label: string;
  readonly columns: readonly TableColumn<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly sort?: TableSort;
  readonly rowHeight?: number;
  /** The tallest it gets before it scrolls, as CSS. */
  readonly maxHeight?: string;
}

/** A table of any length: only the rows in view exist. A `RowLink` makes its row one target. */
export function VirtualTable<Row>({
  label,
  columns,
  rows,
  rowKey,
  sort,
  rowHeight = 44,
  maxHeight = '100%',
}: VirtualTableProps<Row>) {
  const frame = useRef<HTMLDivElement>(null);
  const isNarrow = useMediaQuery('(max-width: 47.99em)') ?? false;
  const shown = useMemo(
    () => (isNarrow ? inOrderOfNeed(columns).map(narrowed) : columns),
    [isNarrow, columns],
  );
  const gridTemplateColumns = shown.map((column) => column.width).join(' ');
  // oxlint-disable-next-line react/incompatible-library -- nothing here is memoised by a compiler
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });
  return (
    <div
      ref={frame}
      className={classes.frame}
      style={{ maxHeight }}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, also by keyboard
      tabIndex={0}
      role="region"
      aria-label={label}
    >
      <div className={classes.inner} role="table" aria-label={label} aria-rowcount={rows.length + 1}>
        <div role="rowgroup">
          <div
            role="row"
            aria-rowindex={1}
            className={`${classes.row} ${classes.head}`}
            style={{ gridTemplateColumns }}
          >
            {shown.map((column) => (
              <HeadCell key={column.id} column={column} sort={sort} />
            ))}
          </div>
        </div>
        <div role="rowgroup" className={classes.body} style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map(({ index, start }) => {
            const row = rows[index];
            if (row === undefined) return null;
            return <Line key={rowKey(row)} columns={shown} {...{ row, index, start, rowHeight }} />;
          })}
        </div>
      </div>
    </div>
  );
}

function inOrderOfNeed<Row>(columns: readonly TableColumn<Row>[]): readonly TableColumn<Row>[] {
  return [
    ...columns.filter((column) => column.isExtra !== true),
    ...columns.filter((column) => column.isExtra === true),
  ];
}

/** A column that may become as narrow as it likes keeps some room where the table scrolls sideways. */
function narrowed<Row>(column: TableColumn<Row>): TableColumn<Row> {
  return { ...column, width: column.width.replace(/minmax\(0(?:px)?, /, 'minmax(128px, ') };
}

interface HeadCellProps<Row> {
  readonly column: TableColumn<Row>;
  readonly sort: TableSort | undefined;
}

function HeadCell<Row>({ column, sort }: HeadCellProps<Row>) {
  const order = sort?.columnId === column.id ? sort.order : null;
  const ariaSort = order === null ? undefined : order === 'up' ? 'ascending' : 'descending';
  return (
    <div
      role="columnheader"
      className={classes.cell}
      data-number={column.isNumber || undefined}
      aria-sort={ariaSort}
    >
      {sort && column.isSortable === true ? (
        <UnstyledButton className={classes.sort} onClick={() => sort.onSort(column.id)}>
          {column.title}
          {order === 'up' && <IconChevronUp size={13} aria-hidden />}
          {order === 'down' && <IconChevronDown size={13} aria-hidden />}
        </UnstyledButton>
      ) : column.isTitleHidden === true ? (
        <VisuallyHidden>{column.title}</VisuallyHidden>
      ) : (
        column.title
      )}
    </div>
  );
}

interface LineProps<Row> {
  readonly row: Row;
  readonly columns: readonly TableColumn<Row>[];
  readonly index: number;
  /** From the top of all rows, in pixels. */
  readonly start: number;
  readonly rowHeight: number;
}

function Line<Row>({ row, columns, index, start, rowHeight }: LineProps<Row>) {
  const gridTemplateColumns = columns.map((column) => column.width).join(' ');
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      className={`${classes.row} ${classes.line}`}
      style={{ gridTemplateColumns, height: rowHeight, transform: `translateY(${start}px)` }}
    >
      {columns.map((column) => (
        <div key={column.id} role="cell" className={classes.cell} data-number={column.isNumber || undefined}>
          {column.cell(row)}
        </div>
      ))}
    </div>
  );
}
