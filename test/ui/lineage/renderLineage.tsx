import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import '../../../src/ui/shared/theme.css';

import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { render } from '@testing-library/react';
import { useState } from 'react';

import { layoutGraph } from '../../../src/lineage/layoutGraph';
import type { Workspace } from '../../../src/operations/core/workspace';
import { createGates } from '../../../src/state/gates';
import { type Services, ServicesContext } from '../../../src/state/services';
import type { LineageSearch } from '../../../src/ui/lineage/lineageSearch';
import { LineageView } from '../../../src/ui/lineage/LineageView';
import { theme } from '../../../src/ui/shared/theme';
import { derivedInMemory } from '../../state/derivedInMemory';

export interface RenderedLineage {
  /** What the link would hold now. */
  readonly search: () => LineageSearch;
  /** Shows a later state of the workspace, as after a change in this tab or another. */
  readonly change: (workspace: Workspace) => void;
}

/** The lineage view over a workspace that is there at once, with the real layout and a link that is kept in memory. */
export function renderLineage(
  workspace: Workspace,
  start: LineageSearch = {},
  overrides: Partial<Services> = {},
): RenderedLineage {
  let publish: (workspace: Workspace) => void = () => {};
  let search = start;
  const services: Services = {
    ...unasked,
    watchWorkspace: (onValue) => {
      publish = onValue;
      onValue(workspace);
      return () => {};
    },
    profile: () => Promise.resolve(null),
    derived: derivedInMemory(),
    findings: () => Promise.resolve([]),
    gates: createGates(() => Promise.reject(new Error('there is no store'))),
    layout: (input) => Promise.resolve(layoutGraph(input)),
    checkable: () => Promise.resolve({ rootCount: 1, handleCount: 0 }),
    ...overrides,
  };
  function Host() {
    const [current, setCurrent] = useState(start);
    search = current;
    return (
      <div style={{ position: 'fixed', inset: 0 }}>
        <LineageView search={current} onSearchChange={setCurrent} />
      </div>
    );
  }
  render(
    <MantineProvider theme={theme} forceColorScheme="light">
      <Notifications />
      <ServicesContext value={services}>
        <Host />
      </ServicesContext>
    </MantineProvider>,
  );
  return { search: () => search, change: (later) => publish(later) };
}

const unasked = new Proxy({} as Services, {
  get: (_, name) => () => {
    throw new Error(`The view asked for ${String(name)}`);
  },
});
