import { Tooltip } from '@mantine/core';

import { useFollowedEvents } from '../../state/followedEvents';
import { ButtonLink } from '../shared/ButtonLink';
import classes from './Sources.module.css';

const words = {
  following: 'Live',
  elsewhere: 'Live',
  paused: 'Paused',
  unreachable: 'Not live',
  failed: 'Not live',
} as const;

/** Whether events of running jobs come in, as a link to where they are paused; nothing where the server collects none. */
export function LiveEvents() {
  const kind = useFollowedEvents(({ state }) => state.kind);
  if (kind === 'none') return null;
  return (
    <Tooltip label="Events of running jobs">
      <ButtonLink to="/sources" size="compact-sm" variant="subtle" color="gray">
        <span className={classes.dot} data-kind={kind} aria-hidden />
        {words[kind]}
      </ButtonLink>
    </Tooltip>
  );
}
