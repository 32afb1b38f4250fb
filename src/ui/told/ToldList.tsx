import { useState } from 'react';
import { Button } from '@mantine/core';

import { claimLines, claimTitles } from '../../operations/lineage/claimWords';
import type { Saying } from '../../operations/lineage/sayings';
import type { Workspace } from '../../operations/core/workspace';
import { shortDigest } from '../../versioning/digest';
import { formatCount } from '../shared/format';
import { RelativeTime } from '../shared/RelativeTime';
import { TextLink } from '../shared/TextLink';
import classes from './Told.module.css';

interface ToldListProps {
  readonly sayings: readonly Saying[];
  readonly workspace: Workspace;
}

/** What sources say, a part a statement, each with who said it. */
export function ToldList({ sayings, workspace }: ToldListProps) {
  return (
    <ul className={classes.list}>
      {sayings.map((saying) => (
        <li key={keyOf(saying)} className={classes.saying}>
          <h4 className={classes.title}>{titleOf(saying, workspace)}</h4>
          <Lines saying={saying} />
          {saying.fact.about === 'assertions' && (
            <p className={classes.quiet}>
              Reported by {saying.fact.body?.reportedBy ?? 'the source'}. No check of this workspace takes its
              word.
            </p>
          )}
          <p className={classes.quiet}>
            <SaidBy saying={saying} workspace={workspace} />
          </p>
        </li>
      ))}
    </ul>
  );
}

const firstLines = 8;

function Lines({ saying }: { readonly saying: Saying }) {
  const [isWhole, setIsWhole] = useState(false);
  // Two lines of one claim may say the same.
  const lines = claimLines(saying.fact).map(([name, value], at) => ({ id: `line ${at}`, name, value }));
  const shown = isWhole ? lines : lines.slice(0, firstLines);
  const hidden = lines.length - shown.length;
  return (
    <>
      <dl className={classes.lines}>
        {shown.map(({ id, name, value }) => (
          <div key={id} className={name === null ? classes.text : classes.line}>
            {name !== null && <dt>{name}</dt>}
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {hidden > 0 && (
        <Button size="compact-xs" variant="subtle" onClick={() => setIsWhole(true)}>
          Show {formatCount(hidden)} more
        </Button>
      )}
    </>
  );
}

function keyOf({ fact, part }: Saying): string {
  return part?.kind === 'link'
    ? `${part.observation.id} ${fact.about}`
    : `${part?.kind ?? 'own'} ${fact.about}`;
}

function titleOf({ fact, part }: Saying, workspace: Workspace): string {
  const title = claimTitles[fact.about];
  if (part === null) return title;
  if (part.kind === 'version') return `${title} of this version`;
  const { role, artifactId } = part.observation;
  const name = workspace.artifacts.get(artifactId)?.name ?? artifactId;
  return `${title} of ${name}, as ${role === 'input' ? 'read' : 'written'}`;
}

function SaidBy({ saying: { source, runId, eventTime }, workspace }: SaidByProps) {
  const run = runId === null ? undefined : workspace.runs.get(runId);
  return (
    <>
      Said by {source === null ? 'the records of this run' : sourceWords(source)}
      {run && (
        <>
          {', '}
          <TextLink to="/runs/$runId" params={{ runId: run.run.id }} inherit>
            run {run.run.id.slice(0, 8)} of {run.job.name}
          </TextLink>
        </>
      )}
      {eventTime !== null && (
        <>
          , <RelativeTime at={eventTime} />
        </>
      )}
    </>
  );
}

interface SaidByProps {
  readonly saying: Saying;
  readonly workspace: Workspace;
}

/** A file by its name; an event by its digest. */
function sourceWords(source: string): string {
  return /^[0-9a-f]{64}$/.test(source) ? `event ${shortDigest(source)}` : source;
}
