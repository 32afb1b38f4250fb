import { Button, Text } from '@mantine/core';

import { type FollowedEvents as State, useFollowedEvents } from '../../state/followedEvents';
import { useServices } from '../../state/services';
import { FailureNotice } from '../shared/FailureNotice';
import { formatCounted } from '../shared/format';
import { RelativeTime } from '../shared/RelativeTime';
import classes from './Sources.module.css';

/** The events of running jobs that come from the server of this page; nothing where it collects none. */
export function FollowedEvents() {
  const { events } = useServices();
  const state = useFollowedEvents((store) => store.state);
  if (state.kind === 'none') return null;
  const isOn = state.kind !== 'paused' && state.kind !== 'failed';
  return (
    <section aria-labelledby="followed-events" className={classes.followed}>
      <div className={classes.head}>
        <h2 id="followed-events" className={classes.name}>
          Events of running jobs
        </h2>
        <Button size="compact-sm" variant="default" onClick={() => events.setFollowing(!isOn)}>
          {isOn ? 'Pause' : 'Follow'}
        </Button>
      </div>
      {state.kind === 'failed' ? (
        <FailureNotice title="The events could not be imported" failure={state.failure} />
      ) : (
        <Text size="sm">
          <Followed state={state} />
        </Text>
      )}
      <Text size="sm" c="dimmed">
        Send OpenLineage events to <code>{`${location.origin}/api/v1/lineage`}</code>
      </Text>
    </section>
  );
}

function Followed({ state }: { readonly state: Exclude<State, { readonly kind: 'none' | 'failed' }> }) {
  switch (state.kind) {
    case 'following':
      return state.lastAt === null ? (
        'Following. No event came since this page was opened.'
      ) : (
        <>
          Following. {formatCounted(state.eventCount, 'event')} since this page was opened, the last{' '}
          <RelativeTime at={state.lastAt} />.
        </>
      );
    case 'paused':
      return 'Paused. The server collects what comes meanwhile.';
    case 'elsewhere':
      return 'Another tab follows them for this workspace.';
    case 'unreachable':
      return `The server cannot be reached: ${state.message}. The page asks again every five seconds.`;
  }
}
