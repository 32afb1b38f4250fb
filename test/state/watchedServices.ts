import { afterEach, beforeEach, expect } from 'vitest';

import type { Workspace } from '../../src/operations/core/workspace';
import { useActivities } from '../../src/state/activities';
import { createServices } from '../../src/state/createServices';
import type { Services } from '../../src/state/services';
import { deleteDatabase } from '../../src/storage/dexieStore';

/** What a page has, anew for each test: its services over a database of their own, and the workspace as it is shown. */
export function watchedServices(): { readonly services: Services; readonly workspace: Workspace | null } {
  const page = { services: null as unknown as Services, workspace: null as Workspace | null };
  let name = '';
  let stopWatching: () => void;
  beforeEach(() => {
    name = `test-${crypto.randomUUID()}`;
    page.services = createServices(name);
    page.workspace = null;
    stopWatching = page.services.watchWorkspace(
      (value) => {
        page.workspace = value;
      },
      (failure) => expect.fail(JSON.stringify(failure)),
    );
  });
  afterEach(async () => {
    stopWatching();
    useActivities.setState({ activities: [] });
    await deleteDatabase(name);
  });
  return page;
}
