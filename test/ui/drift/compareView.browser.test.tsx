import '@mantine/core/styles.layer.css';
import '../../../src/ui/shared/theme.css';
import { MantineProvider } from '@mantine/core';
import { cleanup, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import { ServicesContext, type Services } from '../../../src/state/services';
import type { SnapshotId } from '../../../src/versioning/records';
import type { CompareSearch } from '../../../src/ui/compare/compareSearch';
import { CompareView } from '../../../src/ui/compare/CompareView';
import { theme } from '../../../src/ui/shared/theme';
import { normalDraw, seededRandom } from '../../../src/lib/random';
import { exactNumbers, table, textColumn } from '../../drift/profiles';
import { tripsWorkspace } from './driftWorkspace';
import { spokenText } from './spokenText';
import { readyServices, workspaceOf } from './workspaceOf';

afterEach(cleanup);

function show(services: Services, initial: CompareSearch = {}) {
  const seen: CompareSearch[] = [];
  function Routed() {
    const [search, setSearch] = useState(initial);
    return (
      <CompareView
        search={search}
        onSearchChange={(next) => {
          seen.push(next);
          setSearch(next);
        }}
      />
    );
  }
  render(
    <MantineProvider theme={theme}>
      <ServicesContext value={services}>
        <Routed />
      </ServicesContext>
    </MantineProvider>,
  );
  return { user: userEvent.setup(), lastSearch: () => seen.at(-1) };
}

const id = (sequence: number) => `trips_cleaned.csv@${sequence}` as SnapshotId;

describe('CompareView', () => {
  it('compares the latest version with its parent, and says it all in one sentence', async () => {
    show(tripsWorkspace().services);
    expect(
      await screen.findByText(
        /^3,342 rows, 157 more than v5; .*columns drifted, most: fare_amount PSI .*; started_on only grows/,
      ),
    ).toBeVisible();
    expect(screen.getByRole('combobox', { name: 'Reference' })).toHaveProperty(
      'value',
      'trips_cleaned.csv v5 · 3,185 rows · 12 May 2026',
    );
    expect(screen.getByRole('combobox', { name: 'Current' })).toHaveProperty(
      'value',
      'trips_cleaned.csv v6 · 3,342 rows · 12 Jun 2026',
    );
  });

  it('swaps the sides', async () => {
    const { user, lastSearch } = show(tripsWorkspace().services, { reference: id(2), current: id(5) });
    await user.click(await screen.findByRole('button', { name: 'Swap reference and current' }));
    expect(lastSearch()).toMatchObject({ reference: id(5), current: id(2) });
    expect(await screen.findByText(/fewer than v5/)).toBeVisible();
  });

  it('compares a version with a window of those before it, and offers one of them for the rows', async () => {
    const { user, lastSearch } = show(tripsWorkspace().services);
    await user.click(await screen.findByRole('combobox', { name: 'Reference' }));
    await user.click(await screen.findByRole('option', { name: 'The 3 versions before' }));
    expect(lastSearch()).toEqual({ window: 3, current: id(6) });
    // v3, v4 and v5 have 2,400 + 157 each by their number: 3 · 2,400 + 12 · 157 = 9,084.
    expect(await screen.findByText(/^3,342 rows against 9,084 of v3–v5 together; .* drifted/)).toBeVisible();
    expect(screen.getByText(/^v6 against v3–v5: the rows of these versions together/)).toBeVisible();
    expect(screen.getByRole('button', { name: 'Swap reference and current' })).toHaveProperty(
      'disabled',
      true,
    );
    await user.click(screen.getByRole('tab', { name: 'Rows' }));
    expect(screen.getByRole('button', { name: 'Compare rows with v5' })).toBeVisible();
  });

  it('says why there is no window of the first version', async () => {
    show(tripsWorkspace().services, { window: 3, current: id(1) });
    expect(await screen.findByText('There is no window to compare with')).toBeVisible();
    expect(screen.getByText(/Of v1: no version before it counts for the window/)).toBeVisible();
  });

  it('lists columns by PSI, and follows the arrow keys', async () => {
    const { user, lastSearch } = show(tripsWorkspace().services, { column: 'tip' });
    const list = await screen.findByRole('listbox', { name: 'Columns by PSI' });
    expect(within(list).getByRole('option', { selected: true }).textContent).toMatch(/^tip/);
    list.focus();
    await user.keyboard('{ArrowDown}');
    expect(lastSearch()?.column).toBe('zone');
    expect(await screen.findByRole('region', { name: 'Drift of zone' })).toBeVisible();
    await user.keyboard('{Home}');
    expect(lastSearch()?.column).toBe('fare_amount');
  });

  it('shows a column large: bins that sum to PSI, chance, p-values and the whole recipe', async () => {
    show(tripsWorkspace().services, { column: 'fare_amount' });
    const detail = await screen.findByRole('region', { name: 'Drift of fare_amount' });
    const bins = within(within(detail).getByRole('region', { name: 'Bins' }))
      .getAllByRole('row')
      .slice(1);
    expect(bins).toHaveLength(10);
    const sum = bins.reduce(
      (total, row) => total + Number(within(row).getAllByRole('cell')[3]?.textContent.replace('< ', '')),
      0,
    );
    expect(
      Math.abs(sum - Number(within(detail).getByText('PSI').querySelector('strong')?.textContent)),
    ).toBeLessThan(0.0061);
    expect(within(detail).getByText(/Chance alone stays below .* \(95 %\)/)).toBeVisible();
    expect(await within(detail).findAllByText('< 0.0001')).toHaveLength(2);
    expect(within(detail).getByText(/A share of zero counts as 0.0001/)).toBeVisible();
    expect(await within(detail).findByRole('img', { name: /Shares of fare_amount/ })).toBeVisible();
  });

  it('says of a column that changed its type, and of one too uncertain to judge', async () => {
    show(tripsWorkspace().services, { column: 'tip' });
    const detail = await screen.findByRole('region', { name: 'Drift of tip' });
    expect(
      within(detail).getByText('Number in the reference, string in the current: compared value by value.'),
    ).toBeVisible();
    const rider = screen.getAllByRole('option').find((option) => spokenText(option).startsWith('rider_id'));
    expect(rider?.textContent).toContain('Unknown');
  });

  it('[D20] says what chance alone explains once pairs are drawn, and [D21] why a band is unknown', async () => {
    const random = seededRandom(4);
    const side = (count: number, ids: number) =>
      table(
        exactNumbers(
          'fare',
          Array.from({ length: count }, () => normalDraw(random, 0, 1)),
        ),
        textColumn(
          'id',
          Array.from({ length: count }, (_, at) => `id-${ids + at}`),
        ),
      );
    const { workspace, profiles } = workspaceOf([
      { name: 'small.csv', profiles: [side(30, 0), side(30, 100)] },
    ]);
    show(readyServices(workspace, profiles));
    expect(
      await screen.findByText(/^30 rows, as many as v1; none of 2 columns drifted; 1 too uncertain/),
    ).toBeVisible();
    const [fare, id] = screen.getAllByRole('option');
    expect(spokenText(fare!)).toContain('Within chance');
    expect(spokenText(id!)).toContain('No value has 5 rows in the reference');
    const detail = await screen.findByRole('region', { name: 'Drift of fare' });
    expect(
      await within(detail).findByText(/of 2,000 pairs drawn\)\. This figure is within what chance gives/),
    ).toBeVisible();
  });

  it('changes the recipe', async () => {
    const { user, lastSearch } = show(tripsWorkspace().services);
    await user.click(await screen.findByRole('radio', { name: 'evidently' }));
    expect(lastSearch()?.recipe).toBe('evidently');
    expect(await screen.findByRole('heading', { name: 'Recipe evidently, version 1' })).toBeVisible();
  });

  it('shows what became of the columns', async () => {
    const { user } = show(tripsWorkspace().services, { reference: id(4), current: id(6) });
    await user.click(await screen.findByRole('tab', { name: 'Schema' }));
    const rows = within(screen.getByRole('table')).getAllByRole('row').slice(1, 3);
    expect(rows.map(spokenText)).toEqual(['surgenot therestringAdded', 'tipnumberstringType was number']);
  });

  it('follows a column through every version against a baseline', async () => {
    show(tripsWorkspace().services, { tab: 'time', column: 'fare_amount', baseline: id(1) });
    expect(await screen.findByRole('img', { name: /PSI of fare_amount by version/ })).toBeVisible();
    const bands = within(screen.getByRole('table'))
      .getAllByRole('row')
      .slice(1)
      .map((row) => within(row).getAllByRole('cell')[2]?.textContent);
    expect(bands).toEqual(['Stable', 'Stable', 'Stable', 'Significant', 'Significant', 'Significant']);
  });

  it.each([
    [0, {}, 'No tables yet'],
    [1, {}, 'One version so far'],
    [6, { current: 'gone' as SnapshotId }, 'A version of this link is not here'],
    [6, { current: 'weights.bin@1' as SnapshotId, reference: id(1) }, 'weights.bin v1 is not a table'],
  ] as const)('with %d versions and %j says: %s', async (versions, search, title) => {
    show(tripsWorkspace(versions).services, search);
    expect(await screen.findByRole('heading', { name: title })).toBeVisible();
  });
});
