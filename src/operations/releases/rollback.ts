import type { Result } from '../../lib/result';
import type { AliasMove } from '../../versioning/records';
import { commitWrittenChange, Refusal } from '../core/commitChange';
import { appendMove, openAlias, versionOf, type SeenAlias } from './moveAlias';
import type { Change, OperationFailure } from '../core/outcome';
import type { OperationPorts } from '../core/ports';
import type { MoveEvidence } from './moveEvidence';

/**
 * Moves an alias back to where it was before its last move [G14]; the next rollback moves it forward again. Refused where
 * the alias was moved meanwhile (`aliasMoved`), and where it stood nowhere before.
 */
export async function rollback(
  ports: OperationPorts,
  { reason, ...seen }: SeenAlias & { readonly reason: string | null },
): Promise<Result<Change<AliasMove>, OperationFailure>> {
  return commitWrittenChange(ports, async (change) => {
    const open = await openAlias(change, seen);
    const [before, last] = open.moves.slice(-2);
    if (!last || before?.snapshotId == null) {
      const message = `${open.alias} stood on no version before, so there is nothing to roll back to.`;
      throw new Refusal({ kind: 'invalidRelease', message });
    }
    const to = await versionOf(open, before.snapshotId);
    const evidence: MoveEvidence = { kind: 'rollback', of: last.id };
    const { move, subject, detail } = await appendMove(ports, change, open, to, {
      reason,
      evidence,
    });
    return { value: move, audit: { action: 'rollback', subject, detail: { ...detail, takesBack: last.id } } };
  });
}
