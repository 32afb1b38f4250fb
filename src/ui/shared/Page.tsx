import { Title } from '@mantine/core';
import type { ReactNode } from 'react';

import classes from './Page.module.css';
import { usePageTitle } from './usePageTitle';

interface PageProps {
  /** As the tab and the history show it; also the heading, unless `heading` is given. */
  readonly title: string;
  readonly heading?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A view with a heading, its actions beside it, in a column of readable width. */
export function Page({ title, heading, actions, children }: PageProps) {
  usePageTitle(title);
  return (
    <div className={classes.page}>
      <div className={classes.header}>
        <Title order={1} className={classes.title}>
          {heading ?? title}
        </Title>
        {actions}
      </div>
      {children}
    </div>
  );
}
