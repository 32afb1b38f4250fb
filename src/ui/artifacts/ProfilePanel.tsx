import { Text } from '@mantine/core';

import type { SnapshotView } from '../../operations/core/workspace';
import { useProfile } from '../../state/useProfile';
import { ProfileTable } from '../profile/ProfileTable';
import { SlowSkeleton } from '../shared/SlowSkeleton';

export function ProfilePanel({ version }: { readonly version: SnapshotView }) {
  const state = useProfile(version);
  switch (state.status) {
    case 'loading':
      return <SlowSkeleton />;
    case 'none':
      return (
        <Text size="sm" c="dimmed">
          No profile was kept of this version. Drop the file again to make it.
        </Text>
      );
    case 'ready':
      return <ProfileTable profile={state.profile} origin={version.reading?.origin} />;
  }
}
