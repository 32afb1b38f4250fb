import { screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';

import { axeFinds, openApp, testedWorkspace } from '../openedApp';

const tested = testedWorkspace('contents');

async function openData(path: string, bytes: string | Uint8Array<ArrayBuffer>): Promise<void> {
  tested.services.drop([{ kind: 'file', path, file: new File([bytes], path), handle: null }]);
  await expect.poll(() => tested.workspace?.snapshots.size).toBe(1);
  const { id } = tested.workspace!.artifactNamed('file', path)!.artifact;
  await openApp(tested.services, `/artifacts/${id}?tab=data`);
  await screen.findByRole('tab', { name: 'Data', selected: true });
}

function rowNumbers(): readonly string[] {
  return [...document.querySelectorAll('[role=grid] [role=rowheader]')].map(({ textContent }) => textContent);
}

describe('the rows of a version', () => {
  const columns = Array.from({ length: 120 }, (_, at) => `c${at}`);
  const rows = Array.from({ length: 5000 }, (_, row) => columns.map((__, at) => `${row * (at + 1)}`));
  const wide = `${columns.join(',')}\n${rows.map((cells) => cells.join(',')).join('\n')}\n`;

  it('are shown where one looks, filtered, sorted, and found by their number', async () => {
    const user = userEvent.setup();
    await openData('wide.csv', wide);
    const grid = await screen.findByRole('grid');
    await expect.poll(() => grid.getAttribute('aria-rowcount')).toBe('5001');
    expect(grid.querySelectorAll('[role=gridcell]').length).toBeLessThan(1500);
    await user.type(await screen.findByLabelText('Go to row'), '4321{Enter}');
    await within(grid).findByText('4,321');
    expect(within(grid).getByRole('columnheader', { name: /^c0/ })).toBeVisible();

    await user.click(within(grid).getByRole('button', { name: 'c0' }));
    await user.click(within(grid).getByRole('button', { name: 'c0' }));
    await expect.poll(() => grid.querySelector('[aria-sort=descending]')).not.toBeNull();
    grid.scrollTop = 0;
    await expect.poll(() => rowNumbers().includes('5,000')).toBe(true);

    // 4,999 and what ends alike in column c0 alone: 999, 1,999, …, 4,999.
    await user.type(screen.getByLabelText('Filter rows'), '999');
    await user.click(screen.getByRole('combobox', { name: 'In column' }));
    await user.click(await screen.findByRole('option', { name: 'c0' }));
    await expect.poll(() => screen.getByTestId('row-count').textContent).toBe('5 of 5,000 rows');
    expect(await axeFinds()).toEqual([]);
  });

  it('are selected by keyboard and copied as tab-separated text', async () => {
    const user = userEvent.setup();
    // After the set up, which has a clipboard of its own.
    const copied: string[] = [];
    Object.defineProperty(navigator, 'clipboard', {
      configurable: true,
      value: { writeText: (text: string) => Promise.resolve(void copied.push(text)) },
    });
    await openData('wide.csv', wide);
    const grid = await screen.findByRole('grid');
    await within(grid).findByRole('rowheader', { name: '2' });
    grid.focus();
    await user.keyboard('{ArrowDown}{ArrowDown}{Shift>}{ArrowDown}{ArrowRight}{/Shift}');
    await screen.findByText('2 rows × 2 columns selected');
    await user.keyboard('{Control>}c{/Control}');
    await expect.poll(() => copied).toEqual(['1\t2\n2\t4']);
  });

  it('hide personal columns until a person asks for them', async () => {
    const people = Array.from({ length: 40 }, (_, at) => `${at},person${at}@example.org\n`).join('');
    await openData('people.csv', `id,email\n${people}`);
    const user = userEvent.setup();
    const grid = await screen.findByRole('grid');
    const show = await screen.findByRole('button', { name: 'Show 1 personal column' });
    await within(grid).findByRole('rowheader', { name: '4' });
    expect(within(grid).queryByText('person3@example.org')).toBeNull();
    await user.click(show);
    expect(await within(grid).findByText('person3@example.org')).toBeVisible();
  });
});

describe('other bytes', () => {
  it('of JSON are a tree that opens by keyboard', async () => {
    await openData('settings.json', JSON.stringify({ model: { depth: 6, layers: Array(40).fill(1) } }));
    const user = userEvent.setup();
    const tree = await screen.findByRole('tree');
    await within(tree).findByText('6');
    tree.focus();
    await user.keyboard('{ArrowDown}{ArrowDown}{ArrowDown}{ArrowRight}');
    await expect
      .poll(() =>
        within(tree)
          .getByRole('treeitem', { name: /layers/ })
          .getAttribute('aria-expanded'),
      )
      .toBe('true');
    expect(await axeFinds()).toEqual([]);
  });

  it('of text have the numbers of their lines', async () => {
    await openData('notes.txt', 'first\nsecond\n');
    expect(await screen.findByText(/first\s+second/)).toBeVisible();
  });

  it('of nothing known are hexadecimal', async () => {
    await openData('weights.bin', Uint8Array.from([0, 1, 2, 255]));
    expect(await screen.findByText(/00000000 00 01 02 ff/)).toBeVisible();
  });
});
