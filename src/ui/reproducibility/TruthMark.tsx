import { IconCircleCheck, IconCircleDashed, IconCircleX } from '@tabler/icons-react';

import classes from './Reproducibility.module.css';

const marks = {
  true: { Shape: IconCircleCheck, words: 'true' },
  false: { Shape: IconCircleX, words: 'false' },
  unknown: { Shape: IconCircleDashed, words: 'unknown' },
} as const;

/** True, false or unknown, as shape, colour and word. */
export function TruthMark({ holds }: { readonly holds: boolean | null }) {
  const truth = holds === null ? 'unknown' : holds ? 'true' : 'false';
  const { Shape, words } = marks[truth];
  return (
    <span className={classes.mark} data-truth={truth}>
      <Shape size={16} aria-hidden />
      <span className={classes.word}>{words}</span>
    </span>
  );
}
