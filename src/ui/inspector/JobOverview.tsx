import type { NodeSubject } from '../lineage/nodeFacts';
import { RunStateIcon } from '../lineage/RunStateIcon';
import { formatCount, formatDuration } from '../shared/format';
import { RelativeTime } from '../shared/RelativeTime';
import { Facts } from './Facts';
import classes from './Inspector.module.css';
import { NodeLink } from './NodeLink';
import { RelatedNodes } from './RelatedNodes';

export function JobOverview({
  subject: { job },
}: {
  readonly subject: Extract<NodeSubject, { readonly type: 'job' }>;
}) {
  const last = job.runs.at(-1);
  return (
    <>
      <Facts
        facts={[
          ['Description', job.job.description],
          ['Namespace', job.job.namespace],
          ['Runs', formatCount(job.runs.length)],
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
          ['Code', last?.run.codeVersion],
          ['Known since', <RelativeTime key="since" at={job.job.createdAt} />],
        ]}
      />
      <RelatedNodes direction="upstream" />
      <RelatedNodes direction="downstream" />
    </>
  );
}
