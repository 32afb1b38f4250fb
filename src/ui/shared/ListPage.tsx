import { Title } from '@mantine/core';
import type { ReactNode } from 'react';

import classes from './ListPage.module.css';
import { usePageTitle } from './usePageTitle';

interface ListPageProps {
  readonly title: string;
  /** `11 artifacts`, `4 of 11` */
  readonly count: string;
  /** Filters and actions. */
  readonly bar: ReactNode;
  readonly children: ReactNode;
}

/** A view that is one long list, which scrolls in itself. */
export function ListPage({ title, count, bar, children }: ListPageProps) {
  usePageTitle(title);
  return (
    <div className={classes.page}>
      <div className={classes.bar}>
        <Title order={1} className={classes.title}>
          {title}
          <span className={classes.count} role="status">
            {count}
          </span>
        </Title>
        {bar}
      </div>
      <div className={classes.list}>{children}</div>
    </div>
  );
}
