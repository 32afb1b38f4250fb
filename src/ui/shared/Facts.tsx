import { Fragment, type ReactNode } from 'react';

import classes from './Facts.module.css';

export type Fact = readonly [name: string, value: ReactNode];

interface FactsProps {
  /** Those whose value is null are left out. */
  readonly facts: readonly Fact[];
}

export function Facts({ facts }: FactsProps) {
  return (
    <dl className={classes.facts}>
      {facts
        .filter(([, value]) => value !== null)
        .map(([name, value]) => (
          <Fragment key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </Fragment>
        ))}
    </dl>
  );
}
