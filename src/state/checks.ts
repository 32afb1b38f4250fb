import { create } from 'zustand';

import type { CheckScope } from '../operations/taking/checkScope';
import type { OperationFailure } from '../operations/core/outcome';
import type { CheckedFile } from '../operations/taking/stillTheSame';
import { shownWorkspaceId } from './currentWorkspace';

/** One comparison of a scope with what is on disk. */
export interface Check {
  /** As `scopeKey` had it when it began. */
  readonly key: string;
  readonly scope: CheckScope;
  readonly state:
    | {
        readonly kind: 'running';
        readonly filesDone: number;
        /** Null while it is still being found out. */
        readonly fileCount: number | null;
        readonly bytesDone: number;
        readonly byteCount: number;
        readonly bytesPerSecond: number | null;
      }
    | {
        readonly kind: 'done';
        readonly files: readonly CheckedFile[];
        readonly endedAtMs: number;
        readonly durationMs: number;
        /** Files and folders in which something changed, and which can be taken as new versions. */
        readonly changedCount: number;
        readonly takeChanged: () => void;
      }
    | { readonly kind: 'failed'; readonly failure: OperationFailure }
    | { readonly kind: 'cancelled' };
  cancel(): void;
}

interface ChecksState {
  /** The latest of each scope, by `scopeKey`; of this page alone, not stored. */
  readonly checks: ReadonlyMap<string, Check>;
}

/** The checks of this visit, by their keys. */
export const useChecks = create<ChecksState>(() => ({ checks: new Map() }));

/** A scope of the workspace that is shown now: a copy of a workspace has the same versions. */
export function scopeKey(scope: CheckScope): string {
  return `${shownWorkspaceId()} ${scope.kind === 'workspace' ? '' : scope.snapshotId}`;
}

/** Puts a check in the place of the one with its key. */
export function setCheck(check: Check): void {
  useChecks.setState(({ checks }) => ({ checks: new Map(checks).set(check.key, check) }));
}

/** Changes the state of a check, unless another one of its scope has begun since. */
export function updateCheck(check: Check, state: Check['state']): void {
  const { key } = check;
  useChecks.setState(({ checks }) => {
    const shown = checks.get(key);
    return shown?.cancel === check.cancel ? { checks: new Map(checks).set(key, { ...check, state }) } : {};
  });
}
