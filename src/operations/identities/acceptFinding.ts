import type { Result } from '../../lib/result';
import { type ChangeWriter, commitWrittenChange } from '../core/commitChange';
import { shownName } from '../core/names';
import type { Change, OperationFailure } from '../core/outcome';
import type { OperationPorts } from '../core/ports';
import type { Finding } from '../findings/finding';
import { artifactOf, decision, jobOf, refuse, type Thing } from './thing';

/**
 * Accepts a finding of an artifact or job, and why; a reason of null takes that back. It is of what was found: of another
 * version, or another kind, the finding asks again.
 */
export async function acceptFinding(
  ports: OperationPorts,
  thing: Thing,
  { kind, about, found }: Pick<Finding, 'kind' | 'about' | 'found'>,
  reason: string | null,
): Promise<Result<Change<void>, OperationFailure>> {
  return commitWrittenChange(ports, async (change) => {
    if (reason?.trim() === '') refuse('Say why the finding is accepted.');
    const { at, subject } = await subjectOf(change, thing);
    const words = reason?.trim() ?? null;
    const said = { says: 'accepts', finding: { kind, about }, reason: words } as const;
    await change.add('decisions', [decision(ports, change, { ...said, ...at })]);
    return {
      value: undefined,
      audit: { action: 'acceptFinding', subject, detail: { ...at, kind, found, reason: words } },
    };
  });
}

async function subjectOf(change: ChangeWriter, thing: Thing) {
  if (thing.is === 'job') {
    const { job, shown } = await jobOf(change, thing.id);
    return { at: { jobId: job.id }, subject: shown.name };
  }
  const artifact = await artifactOf(change, thing.id);
  return { at: { artifactId: artifact.artifact.id }, subject: shownName(artifact) };
}
