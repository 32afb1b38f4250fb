import type { Json } from '../../lib/json';
import type { Observation } from '../../lineage/records';
import { nameOfKey, type NodeSubject } from '../lineage/nodeFacts';
import { RunStateMark } from '../runs/RunStateMark';
import { noDurationReason, unreportedRun } from '../runs/runWords';
import { Digest } from '../shared/Digest';
import { formatCounted, formatDuration, formatFigure } from '../shared/format';
import { formatTime } from '../shared/formatTime';
import { Told } from '../told/Told';
import { Facts, Section } from './Facts';
import classes from './Inspector.module.css';
import { useInspector } from './inspectorContext';
import { NodeLink } from './NodeLink';
import { RelatedNodes } from './RelatedNodes';

export function RunOverview({
  subject: { job, run: view },
}: {
  readonly subject: Extract<NodeSubject, { readonly type: 'run' }>;
}) {
  const { run, inputs, outputs, durationMs } = view;
  const { workspace } = useInspector();
  return (
    <>
      <Facts
        facts={[
          [
            'Job',
            <NodeLink key="job" to={`job:${job.job.id}`}>
              {job.job.name}
            </NodeLink>,
          ],
          ['State', <RunStateMark key="state" state={run.state} />],
          ['Started', run.startedAt && formatTime(run.startedAt)],
          ['Ended', run.endedAt && formatTime(run.endedAt)],
          ['Took', durationMs === null ? `not known: ${noDurationReason(run)}` : formatDuration(durationMs)],
          ['By', run.actor],
          ['Code', run.codeVersion && <Digest digest={run.codeVersion} label="code version" />],
          ['Environment', run.environment],
          ['Seed', run.seed === null ? null : String(run.seed)],
          [
            'Started by',
            run.parentRunId &&
              (workspace.runs.has(run.parentRunId) ? (
                <NodeLink to={`run:${run.parentRunId}`}>another run</NodeLink>
              ) : (
                unreportedRun(run.parentRunId, run.parentJob)
              )),
          ],
          [
            'Id',
            <code key="id" className={classes.code}>
              {run.id}
            </code>,
          ],
        ]}
      />
      <Ends title="Inputs" observations={inputs} />
      <Ends title="Outputs" observations={outputs} />
      <Values
        title="Metrics"
        values={Object.entries(run.metrics).map(([name, value]) => [name, formatFigure(value)])}
      />
      <Values
        title="Parameters"
        values={Object.entries(run.parameters).map(([name, value]) => [name, valueInWords(value)])}
      />
      <RelatedNodes direction="upstream" />
      <RelatedNodes direction="downstream" />
      <Told key={run.id} subject={{ type: 'run', run: view }} workspace={workspace} />
    </>
  );
}

function Ends({
  title,
  observations,
}: {
  readonly title: string;
  readonly observations: readonly Observation[];
}) {
  const { workspace } = useInspector();
  return (
    <Section
      title={title}
      count={observations.length === 0 ? 'none recorded' : formatCounted(observations.length, 'version')}
    >
      {observations.length > 0 && (
        <ul className={classes.nodes}>
          {observations.map((observation) => {
            const key =
              observation.snapshotId === null
                ? (`artifact:${observation.artifactId}` as const)
                : (`snapshot:${observation.snapshotId}` as const);
            const snapshot =
              observation.snapshotId === null ? undefined : workspace.snapshots.get(observation.snapshotId);
            return (
              <li key={observation.id} className={classes.end}>
                <NodeLink to={key}>{nameOfKey(workspace, key)}</NodeLink>
                {observation.snapshotId === null && <span className={classes.quiet}>version not known</span>}
                {observation.origin !== 'observed' && (
                  <span className={classes.quiet}>{observation.origin}</span>
                )}
                {snapshot && (
                  <span className={classes.sectionAction}>
                    <Digest digest={snapshot.snapshot.digest} label="SHA-256" />
                  </span>
                )}
              </li>
            );
          })}
        </ul>
      )}
    </Section>
  );
}

interface ValuesProps {
  readonly title: string;
  readonly values: readonly (readonly [string, string])[];
}

function Values({ title, values }: ValuesProps) {
  if (values.length === 0) return null;
  return (
    <Section title={title}>
      <Facts facts={values} />
    </Section>
  );
}

function valueInWords(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
