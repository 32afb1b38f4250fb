import { Button, Group } from '@mantine/core';
import { useMemo, useState } from 'react';

import type { Workspace } from '../../operations/core/workspace';
import { jobsToMeet } from '../../operations/identities/alikeJobs';
import { timestampFromMilliseconds } from '../../versioning/timestamp';
import { useServices } from '../../state/services';
import { useEdit } from '../shared/useEdit';
import { WithWorkspace } from '../shared/WithWorkspace';
import classes from './ResultTable.module.css';

/** Asks whether jobs of an import are known by another name, and says why they may be. None is merged by itself. */
export function JobsOffer({ sinceMs }: { readonly sinceMs: number }) {
  const [isAnswered, setIsAnswered] = useState(false);
  if (isAnswered) return null;
  return (
    <WithWorkspace>
      {(workspace) => (
        <Offered workspace={workspace} sinceMs={sinceMs} onAnswer={() => setIsAnswered(true)} />
      )}
    </WithWorkspace>
  );
}

interface OfferedProps {
  readonly workspace: Workspace;
  readonly sinceMs: number;
  readonly onAnswer: () => void;
}

function Offered({ workspace, sinceMs, onAnswer }: OfferedProps) {
  const services = useServices();
  const edit = useEdit();
  const jobs = useMemo(() => jobsToMeet(workspace, timestampFromMilliseconds(sinceMs)), [workspace, sinceMs]);
  if (jobs.length === 0) return null;
  return (
    <div className={classes.offer} role="group" aria-label="Are these jobs known by another name?">
      {jobs.flatMap(({ job: { job }, alike }) =>
        alike.map(({ job: { job: known }, evidence }) => (
          <Group key={`${job.id} ${known.id}`} gap={8}>
            <span>
              Is <em>{nameOf(job, known)}</em> the job <em>{nameOf(known, job)}</em>? It{' '}
              {evidence.join(' and ')}.
            </span>
            <Button
              size="compact-xs"
              variant="default"
              aria-label={`Yes, ${job.name} is the job ${known.name}`}
              onClick={() =>
                void edit(`Merged 1 job into ${known.name}`, () =>
                  services.merge({ is: 'job', id: known.id }, [job.id]),
                )
              }
            >
              Yes
            </Button>
          </Group>
        )),
      )}
      <Button size="compact-xs" variant="subtle" onClick={onAnswer}>
        No, they are others
      </Button>
    </div>
  );
}

interface Named {
  readonly namespace: string;
  readonly name: string;
}

/** With its namespace where both have one name. */
function nameOf({ namespace, name }: Named, other: Named): string {
  return name === other.name && namespace !== '' ? `${namespace}/${name}` : name;
}
