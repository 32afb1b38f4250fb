import '@mantine/core/styles.layer.css';
import { MantineProvider } from '@mantine/core';
import { cleanup, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it } from 'vitest';
import { driftReport } from '../../../src/drift/driftReport';
import { recipes } from '../../../src/drift/recipe';
import { DriftSummary } from '../../../src/ui/drift/DriftSummary';
import { ProfileTable } from '../../../src/ui/profile/ProfileTable';
import { exactNumbers, table, textColumn } from '../../drift/profiles';
import { spokenText } from './spokenText';

afterEach(cleanup);

const ramp = (from: number, count: number) => Array.from({ length: count }, (_, at) => from + at);
const markup = '<img src=x onerror="document.title=1">';

describe('ProfileTable', () => {
  it('has a line a column that opens to quantiles and values, also by keyboard', async () => {
    const zones = ramp(0, 1000).map((at) => (at % 10 === 0 ? null : at % 3 === 0 ? 'north' : 'south'));
    render(
      <MantineProvider>
        <ProfileTable profile={table(exactNumbers('fare', ramp(0, 1000)), textColumn('zone', zones))} />
      </MantineProvider>,
    );
    const user = userEvent.setup();
    const zone = screen.getByRole('row', { name: /^zone/ });
    expect(within(zone).getAllByRole('cell').map(spokenText)).toEqual([
      'zonestring',
      '10 %',
      '2',
      '',
      'north – south',
    ]);
    await user.tab();
    await user.tab();
    await user.keyboard('{Enter}');
    expect(screen.getByRole('button', { name: /^fare/ })).toHaveProperty('ariaExpanded', 'true');
    expect(screen.getByRole('row', { name: 'Median 499.5' })).toBeVisible();
    expect(screen.getByText('Exact.')).toBeVisible();
  });

  it('shows markup in a name as text', () => {
    render(
      <MantineProvider>
        <ProfileTable profile={table(textColumn(markup, ['a']))} />
      </MantineProvider>,
    );
    expect(screen.getByRole('button', { name: new RegExp(markup.slice(0, 8)) }).textContent).toContain(
      markup,
    );
    expect(document.querySelector('img')).toBeNull();
  });
});

describe('DriftSummary', () => {
  it('names the three most drifted columns with their figures and bands', () => {
    const side = (shift: number) =>
      table(
        exactNumbers('a', ramp(shift, 500)),
        exactNumbers('b', ramp(shift * 2, 500)),
        exactNumbers('c', ramp(0, 500)),
        exactNumbers('d', ramp(0, 500)),
      );
    const report = driftReport(side(0), side(100), recipes.deciles);
    render(
      <MantineProvider>
        <DriftSummary report={report} hrefOf={(column) => `#${column}`} />
      </MantineProvider>,
    );
    const lines = screen.getAllByRole('listitem').map(spokenText);
    expect(lines).toEqual([
      `b${report.columns[0]?.psi?.toFixed(2) ?? ''}Significant`,
      `a${report.columns[1]?.psi?.toFixed(2) ?? ''}Significant`,
      'c0.00Stable',
    ]);
    expect(screen.getByRole('link', { name: 'b' })).toHaveProperty('hash', '#b');
    expect(screen.getByText(/1 more column with less drift/)).toBeVisible();
  });
});
