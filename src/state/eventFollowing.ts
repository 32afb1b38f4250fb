import type { OperationPorts } from '../operations/core/ports';
import type { DeviceSettings } from '../storage/deviceSettings';
import type { WorkerPool } from '../workers/pool';
import type { EventFollowing } from './followedEvents';

/** Loads what follows only where there is something to follow. */
export function createEventFollowing(
  databaseName: string,
  settings: DeviceSettings,
  ports: () => Promise<OperationPorts>,
  pool: WorkerPool,
): EventFollowing {
  let ending = new AbortController();
  const begin = async (): Promise<void> => {
    ending.abort();
    ending = new AbortController();
    const { signal } = ending;
    const { followEvents } = await import('./followEvents');
    const { actor } = await ports();
    await followEvents({ pool, target: { databaseName, actor }, settings }, signal);
  };
  return {
    start() {
      if (collectsEvents()) void begin();
      return () => ending.abort();
    },
    setFollowing(isFollowing) {
      void import('./followEvents').then(async ({ setFollowing }) => {
        await setFollowing(isFollowing, databaseName, settings);
        await begin();
      });
    },
  };
}

/** Whether the server of this page collects events: it says so in the page. */
function collectsEvents(): boolean {
  return document.querySelector('meta[name="throughline-events"]') !== null;
}
