import type { SnapshotView } from '../../operations/core/workspace';
import { useProfile } from '../../state/useProfile';
import { noTableWords } from '../artifacts/noTableWords';
import { ProfileTable } from '../profile/ProfileTable';
import { ClaimNote } from '../shared/ClaimNote';
import { SlowSkeleton } from '../shared/SlowSkeleton';
import classes from './Inspector.module.css';

/** What is known of each column; each line opens to the whole. */
export function ProfileTab({ snapshot }: { readonly snapshot: SnapshotView | null }) {
  const state = useProfile(snapshot);
  switch (state.status) {
    case 'loading':
      return <SlowSkeleton />;
    case 'none':
      return (
        <p className={classes.quiet}>
          {snapshot ? noTableWords(snapshot) : 'No version of it is known yet.'}
        </p>
      );
    case 'ready':
      return (
        <>
          <ClaimNote versions={snapshot ? [snapshot] : []} />
          <ProfileTable profile={state.profile} origin={snapshot?.reading?.origin} isCompact />
        </>
      );
  }
}
