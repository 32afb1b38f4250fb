import { Title } from '@mantine/core';
import type { ReactNode } from 'react';

import classes from './Section.module.css';

interface SectionProps {
  /** What it is called among the regions of the page. */
  readonly label: string;
  /** The heading; the label unless given. */
  readonly title?: ReactNode;
  readonly children: ReactNode;
}

/** A part of a page, under a heading of its own. */
export function Section({ label, title = label, children }: SectionProps) {
  return (
    <section aria-label={label}>
      <Title order={2} className={classes.title}>
        {title}
      </Title>
      {children}
    </section>
  );
}
