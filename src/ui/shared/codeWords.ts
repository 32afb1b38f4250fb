import type { CodeVersion } from '../../versioning/records';
import { formatCounted } from './format';

/** `9a1b2c3d4e5f on main, clean` */
export function codeWords({ commit, branch, workTree, changes }: CodeVersion): string {
  const at = commit === null ? 'no commit known' : commit.slice(0, 12);
  const where = branch === null ? (commit === null ? '' : ', detached') : ` on ${branch}`;
  const state =
    workTree === 'clean'
      ? ', clean'
      : workTree === 'unknown'
        ? ', not known whether it is clean'
        : `, changed${changes ? `: ${changeWords(changes)}` : ''}`;
  return `${at}${where}${state}`;
}

function changeWords(changes: NonNullable<CodeVersion['changes']>): string {
  return [
    changes.modified > 0 && `${formatCounted(changes.modified, 'file')} modified`,
    changes.deleted > 0 && `${formatCounted(changes.deleted, 'file')} deleted`,
    changes.unmerged > 0 && formatCounted(changes.unmerged, 'conflict'),
    changes.isStaged === true && 'something staged',
  ]
    .filter((part) => part !== false)
    .join(', ');
}

/** As a run notes it: `9a1b2c3…`, or `9a1b2c3…-dirty` as `git describe --dirty` has it; null where no commit is known. */
export function codeVersionOf({ commit, workTree }: CodeVersion): string | null {
  if (commit === null) return null;
  return workTree === 'changed' ? `${commit}-dirty` : commit;
}
