import type { LicencePolicy } from '../../gates/licence/judgeLicences';
import type { Result } from '../../lib/result';
import { commitWrittenChange } from '../core/commitChange';
import type { Change, OperationFailure } from '../core/outcome';
import type { OperationPorts } from '../core/ports';

/** Chooses what the licences of a workspace are held against; none is that they can stand in one work. */
export async function setPolicies(
  ports: OperationPorts,
  policies: readonly LicencePolicy[],
): Promise<Result<Change<void>, OperationFailure>> {
  return commitWrittenChange(ports, async (change) => {
    const none = { artifactId: null, otherArtifactId: null, jobId: null, otherJobId: null, name: null };
    const said = { says: 'policies' as const, policies };
    await change.add('decisions', [
      { ...none, ...said, id: ports.newId(), actor: ports.actor, recordedAt: change.now },
    ]);
    return {
      value: undefined,
      audit: { action: 'setPolicies', subject: 'licences', detail: { policies: [...policies] } },
    };
  });
}
