import { IconArrowRight } from '@tabler/icons-react';
import type { ReactNode } from 'react';

import type { Workspace } from '../../operations/core/workspace';
import type { Activity } from '../../state/activities';
import { ButtonLink } from '../shared/ButtonLink';
import classes from './NextStep.module.css';
import { resultLines } from './resultLines';

interface NextStepProps {
  readonly activity: Activity;
  readonly workspace: Workspace;
}

/** The one thing that it makes sense to do after this drop. */
export function NextStep({ activity, workspace }: NextStepProps) {
  const lines = resultLines(activity, workspace);
  const changed = lines.find(({ outcome, view }) => outcome?.what.kind === 'newVersion' && view !== null);
  if (changed?.view && changed.parent) {
    const { view, parent } = changed;
    return (
      <Hint>
        <span>{changed.path} has a new version.</span>
        <ButtonLink
          to="/compare"
          search={{ reference: parent.snapshot.id, current: view.snapshot.id }}
          size="compact-sm"
          variant="light"
          rightSection={<IconArrowRight size={15} aria-hidden />}
        >
          See what changed
        </ButtonLink>
      </Hint>
    );
  }
  const lineage = activity.items.some(
    ({ state }) => state.kind === 'imported' && state.auditSequence !== null,
  );
  if (lineage)
    return (
      <Hint>
        <span>Lineage was imported.</span>
        <ButtonLink
          to="/lineage"
          size="compact-sm"
          variant="light"
          rightSection={<IconArrowRight size={15} aria-hidden />}
        >
          Open lineage
        </ButtonLink>
        <ButtonLink to="/sources" size="compact-sm" variant="default">
          Sources
        </ButtonLink>
      </Hint>
    );
  const table = lines.find(({ view }) => view?.reading) ?? lines.find(({ view }) => view !== null);
  if (!table) return null;
  // What a file is that is not read, and the way on, stands in its line.
  if (table.item.state.kind === 'snapshotted' && table.item.state.note !== undefined && !table.view?.reading)
    return null;
  if (table.view?.failedReading)
    return <Hint>Correct {table.path} and drop it again: that is its next version.</Hint>;
  return <Hint>Drop the next version of {table.path} to see what changed.</Hint>;
}

function Hint({ children }: { readonly children: ReactNode }) {
  return (
    <section className={classes.next} aria-label="Next">
      {children}
    </section>
  );
}
