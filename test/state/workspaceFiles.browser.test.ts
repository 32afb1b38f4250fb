import { afterEach, beforeEach, expect, it } from 'vitest';

import { useActivities, type ActivityItem } from '../../src/state/activities';
import { createServices } from '../../src/state/createServices';
import { exportWorkspaceFile } from '../../src/state/workspaceFiles';
import { createTaskPool } from '../../src/workers/taskPool';
import type { Services } from '../../src/state/services';
import { deleteDatabase } from '../../src/storage/dexieStore';
import type { ActorId } from '../../src/versioning/records';
import { firstWorkspaceId } from '../../src/operations/workspaces/workspaces';

let databaseName: string;
let services: Services;

beforeEach(() => {
  databaseName = `test-${crypto.randomUUID()}`;
  services = createServices(databaseName);
});

afterEach(async () => {
  useActivities.setState({ activities: [] });
  await deleteDatabase(databaseName);
});

/** Random numbers: a file that is cut into many chunks, none of them twice. */
function noise(byteLength: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(byteLength);
  for (let at = 0; at < byteLength; at += 65_536) crypto.getRandomValues(bytes.subarray(at, at + 65_536));
  return bytes;
}

it('the tray knows how long an exported workspace becomes while it is written', async () => {
  const file = new File([noise(24 * 1024 * 1024)], 'noise.bin');
  services.drop([{ kind: 'file', path: file.name, file, handle: null }]);
  await expect.poll(() => useActivities.getState().activities[0]?.endedAtMs ?? null).not.toBeNull();

  const seen: ActivityItem[] = [];
  const stop = useActivities.subscribe(({ activities }) => {
    const item = activities[0]?.items[0];
    if (item && activities[0]?.title === 'Export rides') seen.push(item);
  });
  const source = { databaseName, actor: crypto.randomUUID() as ActorId };
  const label = { id: firstWorkspaceId, name: 'rides', colour: 'blue' } as const;
  const exported = await exportWorkspaceFile(createTaskPool(), source, label, null);
  stop();

  const byteLength = (exported?.ok && exported.value.blob?.size) || 0;
  expect(byteLength).toBeGreaterThan(file.size);
  // However many of them this machine is slow enough to show.
  const running = seen.flatMap((item) =>
    item.state.kind === 'running' && item.byteLength > 0
      ? [{ ...item.state, byteLength: item.byteLength }]
      : [],
  );
  expect(running.map((each) => each.byteLength)).toEqual(running.map(() => byteLength));
  const written = running.map(({ bytesDone }) => bytesDone);
  expect(written).toEqual(written.toSorted((a, b) => a - b));
  expect(seen.at(-1)).toMatchObject({ byteLength, state: { kind: 'done' } });
});
