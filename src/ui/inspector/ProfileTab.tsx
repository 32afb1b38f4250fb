import type { SnapshotView } from '../../operations/workspace';
import { useProfile } from '../../state/useProfile';
import { SlowSkeleton } from '../shared/SlowSkeleton';
import classes from './Inspector.module.css';

export function ProfileTab({ snapshot }: { readonly snapshot: SnapshotView | null }) {
  const state = useProfile(snapshot?.reading?.key ?? null);
  switch (state.status) {
    case 'loading':
      return <SlowSkeleton />;
    case 'none':
      return <p className={classes.quiet}>This version was not read as a table, so it has no profile.</p>;
    case 'ready':
      return <pre>{state.profile.columns.length}</pre>;
  }
}
