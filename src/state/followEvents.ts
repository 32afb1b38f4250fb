import type { DeviceSettings, FollowedPlace } from '../storage/deviceSettings';
import type { OperationFailure } from '../operations/core/outcome';
import { type Timestamp, timestampFromMilliseconds } from '../versioning/timestamp';
import type { WorkerPool } from '../workers/pool';
import { type FollowedEvents, useFollowedEvents } from './followedEvents';
import { importDroppedLineage } from './importDroppedLineage';
import type { ImportTarget } from './importedState';

const pauseMs = 1000;
const retryMs = 5000;

/** What following needs: where events go, and where it is kept how far they came. */
export interface FollowParts {
  readonly pool: WorkerPool;
  readonly target: ImportTarget;
  readonly settings: DeviceSettings;
}

/**
 * Imports what the collector has and what comes, as a dropped file of events is, until the signal says so. One tab of a workspace follows; the others wait
 * for it to close.
 */
export async function followEvents(parts: FollowParts, signal: AbortSignal): Promise<void> {
  show({ kind: 'elsewhere' });
  try {
    await navigator.locks.request(`throughline-follow ${parts.target.databaseName}`, { signal }, () =>
      follow(parts, signal),
    );
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

async function follow({ pool, target, settings }: FollowParts, signal: AbortSignal): Promise<void> {
  let place: FollowedPlace = await settings.followedPlace(target.databaseName);
  if (place.isPaused) {
    show({ kind: 'paused' });
    return;
  }
  let eventCount = 0;
  let lastAt: Timestamp | null = null;
  while (!signal.aborted) {
    const page = await nextEvents(place, signal);
    if (typeof page === 'string') {
      if (!signal.aborted) show({ kind: 'unreachable', message: page });
      await wait(retryMs, signal);
      continue;
    }
    if (page.text !== '') {
      const failure = await importText(page.text, { pool, target }, signal);
      if (signal.aborted) return;
      if (failure !== null) {
        show({ kind: 'failed', failure });
        return;
      }
      eventCount += page.eventCount;
      lastAt = timestampFromMilliseconds(Date.now());
    }
    const isBehind = page.next !== place.next && page.text !== '';
    place = { collector: page.collector, next: page.next, isPaused: false };
    if (isBehind) await settings.setFollowedPlace(target.databaseName, place);
    show({ kind: 'following', eventCount, lastAt });
    if (!isBehind) await wait(pauseMs, signal);
  }
}

interface EventsAfter {
  readonly text: string;
  readonly eventCount: number;
  readonly next: number;
  readonly collector: string;
}

/** The events after a place, or why there are none. A database that is another one is read from its beginning. */
async function nextEvents(place: FollowedPlace, signal: AbortSignal): Promise<EventsAfter | string> {
  try {
    const response = await fetch(`api/v1/events?after=${place.next}`, { cache: 'no-store', signal });
    if (!response.ok)
      return response.status === 401 ? 'it asks for its key' : `it answered ${response.status}`;
    const collector = response.headers.get('Throughline-Collector') ?? '';
    const next = Number(response.headers.get('Throughline-Next'));
    if (collector !== place.collector && place.next > 0)
      return await nextEvents({ ...place, collector, next: 0 }, signal);
    const text = await response.text();
    return { text, eventCount: text.split('\n').length - 1, next, collector };
  } catch {
    return 'it does not answer';
  }
}

/** Why nothing was imported; null where it was. What is no event of OpenLineage is left out. */
async function importText(
  text: string,
  parts: Pick<FollowParts, 'pool' | 'target'>,
  signal: AbortSignal,
): Promise<OperationFailure | null> {
  const path = `events of ${location.host}`;
  const imported = await importDroppedLineage(
    { path, file: new File([text], path) },
    { ...parts, badEvents: 'leaveOut', signal, onBytes: () => undefined },
  );
  if (imported.kind === 'plain') return null;
  return imported.state.kind === 'failed' ? imported.state.failure : null;
}

/** Pauses following or goes on, in this browser. */
export async function setFollowing(
  isFollowing: boolean,
  databaseName: string,
  settings: DeviceSettings,
): Promise<void> {
  const place = await settings.followedPlace(databaseName);
  await settings.setFollowedPlace(databaseName, { ...place, isPaused: !isFollowing });
}

function show(state: FollowedEvents): void {
  useFollowedEvents.setState({ state });
}

function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(end, milliseconds);
    function end() {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    }
    signal.addEventListener('abort', end);
  });
}
