import { create } from 'zustand';
import type { OperationFailure } from '../operations/core/outcome';
import type { Timestamp } from '../versioning/timestamp';

/** How it stands with the events of running jobs that the server of this page collects. */
export type FollowedEvents =
  /** The page came from a server that collects none. */
  | { readonly kind: 'none' }
  | { readonly kind: 'following'; readonly eventCount: number; readonly lastAt: Timestamp | null }
  | { readonly kind: 'paused' }
  /** Another tab of this workspace follows. */
  | { readonly kind: 'elsewhere' }
  /** It is asked again by itself. */
  | { readonly kind: 'unreachable'; readonly message: string }
  /** The events could not be imported; nothing more is asked for before a person says so. */
  | { readonly kind: 'failed'; readonly failure: OperationFailure };

/** What the views show of it. */
export const useFollowedEvents = create<{ readonly state: FollowedEvents }>()(() => ({
  state: { kind: 'none' },
}));

/** Following the events of running jobs, where the page came from a collector. */
export interface EventFollowing {
  /** Follows while the page shows this workspace; what it gives ends it. */
  start(): () => void;
  /** Pauses, or goes on; kept for this workspace in this browser. */
  setFollowing(isFollowing: boolean): void;
}
