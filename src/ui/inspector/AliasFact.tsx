import { Anchor } from '@mantine/core';

import type { SnapshotView } from '../../operations/core/workspace';
import { releaseHref } from '../lineage/links';
import { AliasBadges } from '../shared/AliasBadge';

/** The aliases that stand on a version, with the way to promote or roll back. */
export function AliasFact({ view }: { readonly view: SnapshotView }) {
  return (
    <span style={{ display: 'inline-flex', flexWrap: 'wrap', alignItems: 'center', gap: '2px 8px' }}>
      <AliasBadges names={view.aliases} />
      <Anchor inherit href={releaseHref(view.artifactId, view.snapshot.id)}>
        {view.aliases.length > 0 ? 'See its release' : 'Release it'}
      </Anchor>
    </span>
  );
}
