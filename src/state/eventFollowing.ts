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
    const { collectsEvents, followEvents } = await import('./followEvents');
    if (!(await collectsEvents(signal)) || signal.aborted) return;
    const { actor } = await ports();
    await followEvents({ pool, target: { databaseName, actor }, settings }, signal);
  };
  return {
    start() {
      void begin();
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
