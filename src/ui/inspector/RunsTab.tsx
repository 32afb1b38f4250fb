import type { NodeSubject } from '../lineage/nodeFacts';
import type { RunView, Workspace } from '../../operations/core/workspace';
import { shortRunId } from '../lineage/cardText';
import { RunStateMark } from '../runs/RunStateMark';
import { noDurationReason } from '../runs/runWords';
import { Unknown } from '../shared/Unknown';
import { formatCounted, formatDuration } from '../shared/format';
import { RelativeTime } from '../shared/RelativeTime';
import { MiddleCut } from '../shared/MiddleCut';
import classes from './Inspector.module.css';
import { useInspector } from './inspectorContext';
import { NodeLink } from './NodeLink';

const atMost = 200;

/** Left out on narrow screens; it stands with the run itself. */
const took = `${classes.number} ${classes.extra}`;

/** The runs of a job, or those that read or wrote an artifact or version; latest first. */
export function RunsTab({ subject }: { readonly subject: NodeSubject }) {
  const { workspace } = useInspector();
  const all = runsOf(workspace, subject);
  if (all.length === 0) {
    return (
      <p className={classes.quiet}>
        {subject.type === 'job' ? 'It has not run yet.' : 'No run has read or written it.'}
      </p>
    );
  }
  return (
    <table className={classes.table}>
      <caption className={classes.quiet}>
        {formatCounted(all.length, 'run')}
        {all.length > atMost && `, the latest ${atMost} shown`}
      </caption>
      <thead>
        <tr>
          <th scope="col">Run</th>
          {subject.type !== 'job' && <th scope="col">Did</th>}
          <th scope="col">State</th>
          <th scope="col">When</th>
          <th scope="col" className={took}>
            Took
          </th>
        </tr>
      </thead>
      <tbody>
        {all.slice(0, atMost).map(({ run, role }) => (
          <tr key={`${run.run.id} ${role}`}>
            <th scope="row" className={classes.job}>
              <NodeLink to={`run:${run.run.id}`}>
                {subject.type === 'job' ? shortRunId(run.run.id) : <MiddleCut text={run.job.name} />}
              </NodeLink>
            </th>
            {subject.type !== 'job' && <td>{role === 'output' ? 'wrote' : 'read'}</td>}
            <td>
              <RunStateMark state={run.run.state} />
            </td>
            <td>
              <RelativeTime at={run.time} />
            </td>
            <td className={took}>
              {run.durationMs === null ? (
                <Unknown words="not known" why={noDurationReason(run.run)} />
              ) : (
                formatDuration(run.durationMs)
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface RunOf {
  readonly run: RunView;
  readonly role: 'input' | 'output';
}

function runsOf(workspace: Workspace, subject: NodeSubject): RunOf[] {
  if (subject.type === 'run') return [];
  if (subject.type === 'job') {
    return [...subject.job.runs].reverse().map((run) => ({ run, role: 'output' }) as const);
  }
  const runs: RunOf[] = [];
  for (const run of workspace.runs.values()) {
    const isMeant = (observation: RunView['inputs'][number]) =>
      subject.type === 'snapshot'
        ? observation.snapshotId === subject.snapshot.snapshot.id
        : observation.artifactId === subject.artifact.artifact.id;
    if (run.outputs.some(isMeant)) runs.push({ run, role: 'output' });
    if (run.inputs.some(isMeant)) runs.push({ run, role: 'input' });
  }
  return runs.sort((a, b) => (a.run.time < b.run.time ? 1 : a.run.time > b.run.time ? -1 : 0));
}
