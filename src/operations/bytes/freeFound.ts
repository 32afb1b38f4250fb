import type { Result } from '../../lib/result';
import type { Digest } from '../../versioning/digest';
import { commitWrittenChange, Refusal } from '../core/commitChange';
import { fileNames } from '../core/fileNames';
import { readLiveRecords } from '../core/liveRecords';
import type { Change, OperationFailure } from '../core/outcome';
import type { OperationPorts } from '../core/ports';
import { setState } from './cleanUp';

/**
 * Frees the bytes of files on purpose, whatever a clean-up would keep, and says why in the log; an undo takes it back until they are
 * removed for good. Versions, digests and profiles stay.
 */
export function freeFound(
  ports: OperationPorts,
  digests: readonly Digest[],
  reason: string,
): Promise<Result<Change<number>, OperationFailure>> {
  return commitWrittenChange(ports, async ({ raw }) => {
    if (reason.trim() === '')
      throw new Refusal({ kind: 'invalidIdentity', message: 'Say why the bytes are freed.' });
    const kept = new Set(await raw.keptFiles.digests('kept'));
    const freed = digests.filter((digest) => kept.has(digest));
    if (freed.length === 0) throw new Refusal({ kind: 'nothingToFree' });
    const namesOf = fileNames(await readLiveRecords(raw));
    await setState(raw, freed, 'freed');
    const versions = [...new Set(freed.flatMap((digest) => namesOf(digest)))];
    const detail = { reason, versions, bytes: { digests: [...freed], state: 'freed' } };
    const subject = versions.length === 1 ? versions[0]! : `${versions.length} versions`;
    return { value: freed.length, audit: { action: 'cleanUp', subject, detail } };
  });
}
