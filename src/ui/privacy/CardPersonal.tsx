import { IconUserShield } from '@tabler/icons-react';

import type { TagArrival } from '../../lineage/tags';
import classes from './Privacy.module.css';
import { tagListWords, tagsOf } from './privacyWords';

/** On a card, under the lens for personal data: how many kinds reach it. */
export function CardPersonal({ arrivals }: { readonly arrivals: readonly TagArrival[] }) {
  const tags = tagsOf(arrivals);
  const isCertain = tags.some(({ certainty }) => certainty === 'certain');
  const words = `Personal data: ${tagListWords(arrivals)}`;
  return (
    <span className={classes.badge} data-certain={isCertain || undefined} title={words}>
      <IconUserShield size={14} aria-hidden />
      <span className={classes.count}>{isCertain ? tags.length : `${tags.length}?`}</span>
      <span className={classes.unseen}>{words}</span>
    </span>
  );
}
