import { Tooltip } from '@mantine/core';

import { ButtonLink } from '../shared/ButtonLink';
import classes from './Sources.module.css';

const words = {
  following: 'Live',
  elsewhere: 'Live',
  paused: 'Paused',
  unreachable: 'Not live',
  failed: 'Not live',
} as const;

/** Whether events of running jobs come in, as a link to where they are paused. */
export function LiveEvents({ kind }: { readonly kind: keyof typeof words }) {
  return (
    <Tooltip label="Events of running jobs">
      <ButtonLink to="/sources" size="compact-sm" variant="subtle" color="gray" px={6}>
        <span className={classes.dot} data-kind={kind} aria-hidden />
        <span className={classes.liveWords}>{words[kind]}</span>
      </ButtonLink>
    </Tooltip>
  );
}
