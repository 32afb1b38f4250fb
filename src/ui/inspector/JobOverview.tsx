import { lazy, Suspense } from 'react';

import { tailOf } from '../../gates/tail';
import type { JobView } from '../../operations/core/workspace';
import type { NodeSubject } from '../lineage/nodeFacts';
import { RunStateIcon } from '../lineage/RunStateIcon';
import { formatCount, formatCountOrNone, formatDuration } from '../shared/format';
import { RelativeTime } from '../shared/RelativeTime';
import { Told } from '../told/Told';
import { JobRemovals } from '../privacy/JobRemovals';
import { Facts } from './Facts';
import classes from './Inspector.module.css';
import { useInspector } from './inspectorContext';
import { NodeLink } from './NodeLink';
import { RelatedNodes } from './RelatedNodes';

const ReachPart = lazy(() => import('../reach/ReachPart').then(({ ReachPart: part }) => ({ default: part })));

export function JobOverview({
  subject: { job },
}: {
  readonly subject: Extract<NodeSubject, { readonly type: 'job' }>;
}) {
  const { workspace } = useInspector();
  const last = job.runs.at(-1);
  return (
    <>
      <Facts
        facts={[
          ['Description', job.job.description],
          ['Namespace', job.job.namespace],
          ['Runs', formatCountOrNone(job.runs.length)],
          [
            'Last run',
            last && (
              <span className={classes.state}>
                <RunStateIcon state={last.run.state} />
                <NodeLink to={`run:${last.run.id}`}>{last.run.state}</NodeLink>
                <RelativeTime at={last.time} />
              </span>
            ),
          ],
          ['Took', last?.durationMs == null ? null : formatDuration(last.durationMs)],
          ['Runs took', durationWords(job)],
          ['Code', last?.run.codeVersion],
          ['Known since', <RelativeTime key="since" at={job.job.createdAt} />],
        ]}
      />
      <JobRemovals job={job} />
      <Suspense fallback={null}>
        <ReachPart key={job.job.id} />
      </Suspense>
      <RelatedNodes direction="upstream" />
      <RelatedNodes direction="downstream" />
      <Told key={job.job.id} subject={{ type: 'job', job }} workspace={workspace} />
    </>
  );
}

/** `p50 2 m, p95 6 m 4 s, p99 7 m, over 12 runs`; null below two. */
function durationWords({ runs }: JobView): string | null {
  const durations = runs.flatMap(({ durationMs }) => durationMs ?? []);
  const tail = durations.length < 2 ? null : tailOf(durations);
  if (!tail) return null;
  const figures = (['p50', 'p95', 'p99'] as const).map((name) => `${name} ${formatDuration(tail[name])}`);
  return `${figures.join(', ')}, over ${formatCount(tail.count)} runs`;
}
