import { shortDigest } from '../../versioning/digest';
import type { OperationFailure } from '../core/outcome';
import type { DamagedBytes } from './restore';
import type { FolderFault } from './restoreFolder';

/** Why a file could not be given back, as a failure with its place. */
export function damagedFailure(path: string, damage: DamagedBytes): OperationFailure {
  return { kind: 'damagedBytes', message: `${path} cannot be given back: ${damageWords(damage)}` };
}

function damageWords(damage: DamagedBytes): string {
  switch (damage.kind) {
    case 'missingChunk':
      return `its chunk ${shortDigest(damage.chunk)}, from byte ${at(damage.byteOffset)}, is not there any more`;
    case 'damagedChunk':
      return `its chunk ${shortDigest(damage.chunk)}, from byte ${at(damage.byteOffset)}, has the digest ${shortDigest(damage.found)} now`;
    case 'wrongWhole':
      return `its chunks make a file with the digest ${shortDigest(damage.found)}, and not ${shortDigest(damage.expected)}`;
  }
}

function at(byteOffset: number): string {
  return byteOffset.toLocaleString('en-US');
}

/** Why nothing, or nothing more, was written into a folder. */
export function folderFailure(fault: FolderFault): OperationFailure {
  switch (fault.kind) {
    case 'hostilePath':
      return {
        kind: 'unwritableFile',
        path: fault.path,
        message: `this name may not be written: ${fault.reason}`,
      };
    case 'blocked':
      return {
        kind: 'unwritableFile',
        path: fault.path,
        message: 'something that is no file, or a file where a folder has to be, is in its place',
      };
    case 'changedMeanwhile':
      return {
        kind: 'unwritableFile',
        path: fault.path,
        message: 'it was changed after it was looked at, so it was left as it is',
      };
  }
}

/** What the browser says of a file that it does not write. */
export function unwritable(path: string, error: Error): OperationFailure {
  return { kind: 'unwritableFile', path, message: error.message };
}
