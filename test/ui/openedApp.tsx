import { notifications } from '@mantine/notifications';
import { cleanup, render, screen, waitFor } from '@testing-library/react';
import { createMemoryHistory } from '@tanstack/react-router';
import axe from 'axe-core';
import { afterEach, beforeEach, expect } from 'vitest';
import { page } from 'vitest/browser';

import type { Workspace } from '../../src/operations/core/workspace';
import { useActivities } from '../../src/state/activities';
import { createServices } from '../../src/state/createServices';
import type { Services } from '../../src/state/services';
import { App } from '../../src/ui/shell/App';

/** A workspace of each test of a file, and what it holds by now. */
export interface TestedWorkspace {
  readonly services: Services;
  readonly workspace: Workspace | null;
}

/** Makes a workspace before each test, and clears the page after it. */
export function testedWorkspace(name: string): TestedWorkspace {
  const tested = { services: null as unknown as Services, workspace: null as Workspace | null };
  let stop = (): void => undefined;
  beforeEach(async () => {
    await page.viewport(1280, 900);
    tested.services = createServices(`${name}-test-${crypto.randomUUID()}`);
    tested.workspace = null;
    stop = tested.services.watchWorkspace(
      (value) => {
        tested.workspace = value;
      },
      () => undefined,
    );
  });
  afterEach(() => {
    stop();
    notifications.clean();
    cleanup();
    useActivities.setState({ activities: [] });
  });
  return tested;
}

/** Shows the app at an address. */
export async function openApp(services: Services, address: string): Promise<void> {
  render(<App services={services} history={createMemoryHistory({ initialEntries: [address] })} />);
  await screen.findByRole('main');
}

/** What axe finds once nothing moves any more. */
export async function axeFinds(): Promise<readonly string[]> {
  await waitFor(() =>
    expect(document.getAnimations().filter(({ playState }) => playState === 'running')).toEqual([]),
  );
  const { violations } = await axe.run(document.body, {
    resultTypes: ['violations'],
    rules: { region: { enabled: false } },
  });
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}
