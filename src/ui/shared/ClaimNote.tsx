import { Text } from '@mantine/core';

import type { SnapshotView } from '../../operations/core/workspace';

/** What is said beside figures of bytes that nobody read on this device. */
export const claimWords = 'Claimed by an import, not read here. Drop the file to read it.';

/** Says which of the versions whose figures follow are known by an import alone; nothing where none is. */
export function ClaimNote({ versions }: { readonly versions: readonly SnapshotView[] }) {
  const claimed = versions.filter(({ isClaimed }) => isClaimed);
  if (claimed.length === 0) return null;
  const which = claimed.map(({ snapshot }) => `version ${snapshot.sequence}`).join(' and ');
  const words =
    versions.length === 1
      ? claimWords
      : `What is known of ${which} was claimed by an import, not read here. Drop the file to read it.`;
  return (
    <Text size="sm" c="dimmed" mb="sm" role="note">
      {words}
    </Text>
  );
}
