import { Text } from '@mantine/core';

import type { VersionBaseline } from '../../operations/comparing/baselineOf';
import type { SnapshotView } from '../../operations/core/workspace';
import { useWhatChanged } from './useWhatChanged';
import classes from './WhatChanged.module.css';

interface WhatChangedProps {
  readonly before: SnapshotView;
  readonly after: SnapshotView;
  /** What the artifact is called. */
  readonly name: string;
  /** What its drift is measured against; null where that is nothing. */
  readonly baseline: VersionBaseline | null;
}

/** All that changed since the version before, in one line; what somebody should look at stands out. */
export function WhatChanged({ before, after, name, baseline }: WhatChangedProps) {
  const found = useWhatChanged(before, after, name, baseline);
  if (found === null) return null;
  return (
    <Text size="sm" component="p" m={0} className={classes.changes ?? ''} data-testid="what-changed">
      {found.changes.map(({ words, isWarning }, at) => (
        <span key={words}>
          {at > 0 && <span className={classes.dot}> · </span>}
          <span data-warning={isWarning || undefined}>{at === 0 ? capitalized(words) : words}</span>
        </span>
      ))}
      {(before.isClaimed || after.isClaimed) && (
        <span className={classes.comparing}> · as an import claims</span>
      )}
      {found.isComparing && (
        <span className={classes.comparing}>
          {found.changes.length > 0 ? ' · comparing rows…' : 'Comparing rows…'}
        </span>
      )}
    </Text>
  );
}

function capitalized(words: string): string {
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}
