import { Group } from '@mantine/core';
import { Link, useParams } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';

import type { Json } from '../../lib/json';
import { lastClaim } from '../../lineage/claims';
import type { Reference, RunId } from '../../lineage/records';
import type { RunView, Workspace } from '../../operations/core/workspace';
import { AbsentPage } from '../shared/AbsentPage';
import { ThingMenu } from '../identities/ThingMenu';
import { ButtonLink } from '../shared/ButtonLink';
import { type Fact, Facts } from '../shared/Facts';
import { formatDuration, formatFigure } from '../shared/format';
import { formatTime } from '../shared/formatTime';
import { Page } from '../shared/Page';
import { Section } from '../shared/Section';
import { Told } from '../told/Told';
import { WithWorkspace } from '../shared/WithWorkspace';
import { ObservedList } from './ObservedList';
import classes from './RunPage.module.css';
import { RunStateMark } from './RunStateMark';
import { noDurationReason, unreportedRun } from './runWords';

const MetricHistories = lazy(async () => ({
  default: (await import('./MetricHistories')).MetricHistories,
}));

export function RunPage() {
  const { runId } = useParams({ from: '/runs/$runId' });
  return (
    <WithWorkspace>
      {(workspace) => {
        const view = workspace.runs.get(runId as RunId);
        return view ? <RunDetails view={view} workspace={workspace} /> : <NoRun />;
      }}
    </WithWorkspace>
  );
}

interface RunDetailsProps {
  readonly view: RunView;
  readonly workspace: Workspace;
}

function RunDetails({ view, workspace }: RunDetailsProps) {
  const { run, job } = view;
  const histories = lastClaim(run.claims, 'metricPoints');
  return (
    <Page
      title={`Run ${run.id.slice(0, 8)} of ${job.name}`}
      actions={
        <Group gap="xs">
          <ButtonLink
            to="/lineage"
            search={{ graph: 'version', focus: `run:${run.id}`, select: `run:${run.id}` }}
            variant="default"
            size="compact-sm"
          >
            Show in lineage
          </ButtonLink>
          <ButtonLink to="/runs" search={{ q: job.name }} variant="default" size="compact-sm">
            All runs of {job.name}
          </ButtonLink>
          <ThingMenu thing={{ is: 'job', id: job.id }} name={job.name} />
        </Group>
      }
    >
      <div className={classes.columns}>
        <section aria-label="What it was" className={classes.wide}>
          <Facts facts={runFacts(view, workspace)} />
        </section>
        <ObservedList
          title="Inputs"
          none="No input was recorded."
          observations={view.inputs}
          workspace={workspace}
        />
        <ObservedList
          title="Outputs"
          none="No output was recorded."
          observations={view.outputs}
          workspace={workspace}
        />
        <RunValues view={view} />
      </div>
      {histories && (
        <div className={classes.below}>
          <Suspense fallback={null}>
            <MetricHistories metrics={histories.metrics} />
          </Suspense>
        </div>
      )}
      <Told key={run.id} subject={{ type: 'run', run: view }} workspace={workspace} />
    </Page>
  );
}

/** Figures and parameters, as they were last told. */
function RunValues({ view: { run } }: Pick<RunDetailsProps, 'view'>) {
  const metrics = Object.entries(run.metrics);
  const parameters = Object.entries(run.parameters);
  return (
    <>
      {metrics.length > 0 && (
        <Section label="Metrics">
          <Facts facts={metrics.map(([name, value]) => [name, formatFigure(value)])} />
        </Section>
      )}
      {parameters.length > 0 && (
        <Section label="Parameters">
          <Facts facts={parameters.map(([name, value]) => [name, jsonInWords(value)])} />
        </Section>
      )}
    </>
  );
}

function runFacts({ run, job, durationMs }: RunView, workspace: Workspace): readonly Fact[] {
  const { parentRunId, root } = run;
  return [
    ['State', <RunStateMark key="state" state={run.state} />],
    ['Job', job.namespace === '' ? job.name : `${job.name} in ${job.namespace}`],
    ['About the job', job.description],
    ['Started', run.startedAt === null ? 'not recorded' : formatTime(run.startedAt)],
    ['Ended', run.endedAt === null ? 'not recorded' : formatTime(run.endedAt)],
    ['Duration', durationMs === null ? `not known: ${noDurationReason(run)}` : formatDuration(durationMs)],
    ['Code version', run.codeVersion === null ? 'not recorded' : <code key="code">{run.codeVersion}</code>],
    ['Environment', run.environment],
    ['Seed', run.seed === null ? null : String(run.seed)],
    ['By', run.actor],
    ['Started by', parentRunId === null ? null : relatedRun(workspace, parentRunId, run.parentJob)],
    [
      'First of its parents',
      root === undefined || root.id === parentRunId ? null : relatedRun(workspace, root.id, root.job),
    ],
  ];
}

/** A run that another one names, as a link; in words where no source reports it. */
function relatedRun(workspace: Workspace, id: string, job: Reference | null | undefined) {
  if (!workspace.runs.has(id as RunId)) return unreportedRun(id, job);
  return (
    <Link key={id} to="/runs/$runId" params={{ runId: id }}>
      run {id.slice(0, 8)}
    </Link>
  );
}

function jsonInWords(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function NoRun() {
  return (
    <AbsentPage noun="run">
      <ButtonLink to="/runs">Show all runs</ButtonLink>
    </AbsentPage>
  );
}
