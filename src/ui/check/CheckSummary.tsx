import { Button } from '@mantine/core';
import { useMemo, useState } from 'react';

import { checkSummary, countOutcomes } from '../../operations/taking/stillTheSame';
import type { Check } from '../../state/checks';
import { formatCount, formatDuration } from '../shared/format';
import classes from './Check.module.css';

interface CheckSummaryProps {
  readonly state: Extract<Check['state'], { kind: 'done' }>;
}

/** What was found in one sentence, and the next step. */
export function CheckSummary({ state }: CheckSummaryProps) {
  const counts = useMemo(() => countOutcomes(state.files), [state.files]);
  const [isTaken, setIsTaken] = useState(false);
  return (
    <div className={classes.summary}>
      <span className={classes.sentence} role="status">
        {checkSummary(counts)}
      </span>
      <span className={classes.quiet}>compared in {formatDuration(state.durationMs)}</span>
      {state.changedCount > 0 && (
        <Button
          size="xs"
          variant="default"
          disabled={isTaken}
          onClick={() => {
            setIsTaken(true);
            state.takeChanged();
          }}
        >
          {isTaken
            ? 'Taken as new versions'
            : state.changedCount === 1
              ? 'Capture the changes as a new version'
              : `Take the ${formatCount(state.changedCount)} changed ones as new versions`}
        </Button>
      )}
    </div>
  );
}
