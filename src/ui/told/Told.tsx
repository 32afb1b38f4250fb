import { lazy, Suspense, useMemo, useState } from 'react';

import { sayingsOf, type SayingsSubject } from '../../operations/lineage/sayings';
import type { Workspace } from '../../operations/core/workspace';
import { formatCounted } from '../shared/format';
import { KnownBy } from './KnownBy';
import classes from './Told.module.css';

const ToldList = lazy(() => import('./ToldList').then(({ ToldList: list }) => ({ default: list })));

interface ToldProps {
  readonly subject: SayingsSubject;
  readonly workspace: Workspace;
}

/** What sources say of a thing, closed until somebody opens it; not there where they say nothing. */
export function Told({ subject, workspace }: ToldProps) {
  const [isOpen, setIsOpen] = useState(false);
  const { artifact, snapshotId, job, run } = partsOf(subject);
  const { observations } = workspace;
  // Most changes leave the thing and all links as they are.
  const sayings = useMemo(
    () => sayingsOf(subject, workspace),
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the subject is these
    [artifact, snapshotId, job, run, observations],
  );
  if (sayings.length === 0) return <KnownBy subject={subject} workspace={workspace} />;
  return (
    <>
      <KnownBy subject={subject} workspace={workspace} />
      <details className={classes.told} onToggle={(event) => setIsOpen(event.currentTarget.open)}>
        <summary className={classes.summary}>
          What sources say <span className={classes.quiet}>{formatCounted(sayings.length, 'statement')}</span>
        </summary>
        {isOpen && (
          <Suspense fallback={null}>
            <ToldList sayings={sayings} workspace={workspace} />
          </Suspense>
        )}
      </details>
    </>
  );
}

function partsOf(subject: SayingsSubject) {
  return {
    artifact: subject.type === 'artifact' ? subject.artifact : null,
    snapshotId: subject.type === 'artifact' ? subject.snapshotId : null,
    job: subject.type === 'job' ? subject.job : null,
    run: subject.type === 'run' ? subject.run : null,
  };
}
