import { Button, Group, Text } from '@mantine/core';
import { useMemo } from 'react';

import type { SnapshotView, Workspace } from '../../operations/core/workspace';
import { replayPlan } from '../../operations/lineage/replayPlan';
import { type PlanFormat, replayText } from '../../operations/lineage/replayText';
import {
  reproducibilityOfRun,
  reproducibilityOfVersion,
  type RunReproducibility,
} from '../../operations/lineage/reproducibility';
import type { NodeSubject } from '../lineage/nodeFacts';
import { Section } from '../inspector/Facts';
import { useInspector } from '../inspector/inspectorContext';
import { NodeLink } from '../inspector/NodeLink';
import { shortRunId } from '../lineage/cardText';
import { download } from '../shared/download';
import { formatCounted } from '../shared/format';
import { CompareRerun } from './CompareRerun';
import classes from './Reproducibility.module.css';
import { clauseNames, repeatedWords, truthNames } from './reproducibilityWords';
import { TruthMark } from './TruthMark';

/** Whether a run, or all that a version was made from, can be made again: clause by clause, with what to do. */
export function ReproducibilityTab({ subject }: { readonly subject: NodeSubject }) {
  const { workspace } = useInspector();
  const judged = useMemo(() => judge(workspace, subject), [workspace, subject]);
  if (judged === null) return <p className={classes.quiet}>No version of it is known yet.</p>;
  const { holds, runs, weakest, unmade } = judged;
  const [nearest] = runs;
  return (
    <>
      <p className={classes.verdict}>
        <TruthMark holds={holds} /> {truthNames[holds === null ? 'unknown' : holds ? 'true' : 'false']}
      </p>
      {subject.type !== 'run' && weakest && (
        <p className={classes.line}>
          Weakest link: <RunLink run={weakest} />
        </p>
      )}
      {unmade.length > 0 && (
        <p className={classes.line}>No run is known that made {unmade.slice(0, 5).join(', ')}.</p>
      )}
      {runs.length > 0 && <PlanButtons workspace={workspace} runs={runs} />}
      {runs.slice(0, shownRuns).map((run) => (
        <RunClauses key={run.run.run.id} run={run} isAlone={subject.type === 'run'} />
      ))}
      {runs.length > shownRuns && (
        <p className={classes.quiet}>
          {formatCounted(runs.length - shownRuns, 'further run')}: the command `throughline reproduce` lists
          all.
        </p>
      )}
      {nearest && nearest.run.outputs.length > 0 && (
        <CompareRerun key={nearest.run.run.id} workspace={workspace} run={nearest.run} />
      )}
    </>
  );
}

const shownRuns = 20;

interface Judged {
  readonly holds: boolean | null;
  readonly runs: readonly RunReproducibility[];
  readonly weakest: RunReproducibility | null;
  readonly unmade: readonly string[];
}

function judge(workspace: Workspace, subject: NodeSubject): Judged | null {
  if (subject.type === 'job') return null;
  if (subject.type === 'run') {
    const own = reproducibilityOfRun(workspace, subject.run);
    return { holds: own.holds, runs: [own], weakest: null, unmade: [] };
  }
  const version: SnapshotView | null = subject.snapshot;
  return version && reproducibilityOfVersion(workspace, version);
}

function RunLink({ run: { run } }: { readonly run: RunReproducibility }) {
  return (
    <NodeLink to={`run:${run.run.id}`}>
      {run.job.name}, run {shortRunId(run.run.id)}
    </NodeLink>
  );
}

function RunClauses({ run, isAlone }: { readonly run: RunReproducibility; readonly isAlone: boolean }) {
  const { clauses, repeated } = run;
  return (
    <Section title={isAlone ? 'Clauses' : run.run.job.name}>
      {!isAlone && (
        <p className={classes.line}>
          <RunLink run={run} />
        </p>
      )}
      <ul className={classes.clauses}>
        {clauses.map(({ clause, holds, message, todo }) => (
          <li key={clause}>
            <TruthMark holds={holds} />
            <span>
              <b>{clauseNames[clause]}</b>: {message}.
              {todo !== null && <span className={classes.todo}>{todo}</span>}
            </span>
          </li>
        ))}
      </ul>
      <p className={classes.line}>{repeatedWords(repeated)}</p>
    </Section>
  );
}

const planNames: Readonly<Record<PlanFormat, string>> = { sh: 'Shell script', md: 'Markdown', json: 'JSON' };

function PlanButtons({
  workspace,
  runs,
}: {
  readonly workspace: Workspace;
  readonly runs: readonly RunReproducibility[];
}) {
  const save = (format: PlanFormat): void => {
    const steps = replayPlan(
      workspace,
      runs.map(({ run }) => run),
    );
    download(replayText(steps, format), `replay.${format}`, format === 'json' ? undefined : 'text/plain');
  };
  return (
    <Group gap="xs" my="xs">
      <Text size="sm" fw={600}>
        Replay plan
      </Text>
      {(['sh', 'md', 'json'] as const).map((format) => (
        <Button
          key={format}
          size="compact-xs"
          variant="default"
          aria-label={`Download the replay plan: ${planNames[format]}`}
          onClick={() => save(format)}
        >
          {planNames[format]}
        </Button>
      ))}
    </Group>
  );
}
