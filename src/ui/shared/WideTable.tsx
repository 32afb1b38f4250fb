import { Table } from '@mantine/core';
import type { ReactNode } from 'react';

interface WideTableProps {
  /** The pixels that the table needs. */
  readonly minWidth: number;
  readonly children: ReactNode;
}

/** Scrolls a table sideways in its own place where there is less room than it needs, by keyboard too. */
export function WideTable({ minWidth, children }: WideTableProps) {
  return (
    <Table.ScrollContainer minWidth={minWidth} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
      {children}
    </Table.ScrollContainer>
  );
}
