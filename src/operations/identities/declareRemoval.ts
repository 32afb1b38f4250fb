import type { Result } from '../../lib/result';
import type { JobId } from '../../lineage/records';
import { commitWrittenChange } from '../core/commitChange';
import type { Change, OperationFailure } from '../core/outcome';
import type { OperationPorts } from '../core/ports';
import { decision, jobOf, refuse } from './thing';

/** Declares that what a job writes no longer has a tag of what it reads, and why; a reason of null takes that back. */
export async function declareRemoval(
  ports: OperationPorts,
  jobId: JobId,
  tag: string,
  reason: string | null,
): Promise<Result<Change<void>, OperationFailure>> {
  return commitWrittenChange(ports, async (change) => {
    if (reason?.trim() === '') refuse('Say how the job removes it.');
    const { job, shown } = await jobOf(change, jobId);
    await change.add('decisions', [decision(ports, change, { says: 'removes', jobId: job.id, tag, reason })]);
    return {
      value: undefined,
      audit: { action: 'declareRemoval', subject: shown.name, detail: { jobId: job.id, tag, reason } },
    };
  });
}
