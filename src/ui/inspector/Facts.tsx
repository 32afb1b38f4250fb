import type { ReactNode } from 'react';

import classes from './Inspector.module.css';

/** Names and values under each other; what has no value is left out. */
export function Facts({ facts }: { readonly facts: readonly (readonly [string, ReactNode])[] }) {
  const known = facts.filter(([, value]) => value !== null && value !== undefined && value !== '');
  if (known.length === 0) return null;
  return (
    <dl className={classes.facts}>
      {known.map(([name, value]) => (
        <div key={name} className={classes.fact}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

export function Section({
  title,
  count,
  action,
  children,
}: {
  readonly title: string;
  readonly count?: string;
  readonly action?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <section className={classes.section}>
      <div className={classes.sectionHead}>
        <h3 className={classes.sectionTitle}>{title}</h3>
        {count !== undefined && <span className={classes.quiet}>{count}</span>}
        {action !== undefined && <span className={classes.sectionAction}>{action}</span>}
      </div>
      {children}
    </section>
  );
}
