import { Anchor } from '@mantine/core';
import { useMemo } from 'react';

import type { Workspace } from '../../operations/core/workspace';
import { knownBy } from '../../operations/lineage/knownBy';
import type { SayingsSubject } from '../../operations/lineage/sayings';
import { sourcesHref } from '../lineage/links';
import { formatCount } from '../shared/format';
import classes from './Told.module.css';

interface KnownByProps {
  readonly subject: SayingsSubject;
  readonly workspace: Workspace;
}

/** More are counted. */
const mostShown = 4;

/** The files that tell of a thing; not there where none does. */
export function KnownBy({ subject, workspace }: KnownByProps) {
  const { observations } = workspace;
  const thing =
    subject.type === 'artifact' ? subject.artifact : subject.type === 'job' ? subject.job : subject.run;
  const sources = useMemo(
    () => knownBy(subject, { observations }),
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the subject is the thing
    [thing, observations],
  );
  if (sources.length === 0) return null;
  // What a thing vanished from is the news.
  const inOrder = sources.toSorted((a, b) => Number(b.isGone) - Number(a.isGone));
  return (
    <section aria-label="Known from" className={classes.known}>
      <span className={classes.quiet}>Known from</span>
      <ul className={classes.files}>
        {inOrder.slice(0, mostShown).map(({ path, isGone }) => (
          <li key={path}>
            {path}
            {isGone && <strong className={classes.gone}> no longer in it</strong>}
          </li>
        ))}
      </ul>
      <span>
        {inOrder.length > mostShown && `and ${formatCount(inOrder.length - mostShown)} more · `}
        <Anchor href={sourcesHref()} inherit underline="always">
          All sources
        </Anchor>
      </span>
    </section>
  );
}
