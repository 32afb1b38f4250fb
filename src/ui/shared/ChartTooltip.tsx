import type { ReactNode } from 'react';

import classes from './ChartTooltip.module.css';

interface ChartTooltipProps {
  readonly title: ReactNode;
  /** A `span` a line. */
  readonly children: ReactNode;
}

/** What a chart says of the place that is pointed at. */
export function ChartTooltip({ title, children }: ChartTooltipProps) {
  return (
    <div className={classes.root}>
      <strong>{title}</strong>
      {children}
    </div>
  );
}
