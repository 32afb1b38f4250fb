import { cleanup, render, screen, waitFor, within } from '@testing-library/react';
import { createMemoryHistory } from '@tanstack/react-router';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { useActivities } from '../../../src/state/activities';
import { createServices } from '../../../src/state/createServices';
import { usePanels } from '../../../src/state/panels';
import { App } from '../../../src/ui/shell/App';

// The first start of workers and of the store takes its time on a busy machine.
const file = (name: string, text: string) => new File([text], name, { type: 'text/csv' });

/** Lets go of files over the window, as a person does. */
function drop(...files: readonly File[]): void {
  const dataTransfer = new DataTransfer();
  for (const each of files) dataTransfer.items.add(each);
  window.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
}

const main = () => within(screen.getByRole('main'));

describe('the app over a real store and real workers', () => {
  let visits = 0;
  let history = createMemoryHistory();

  beforeEach(async () => {
    visits += 1;
    useActivities.setState({ activities: [] });
    usePanels.setState({ isTrayOpen: false, isKeysOpen: false });
    history = createMemoryHistory();
    render(<App services={createServices(`app-test-${Date.now()}-${visits}`)} history={history} />);
    await screen.findByRole('button', { name: 'Open the sample project' });
  });

  afterEach(cleanup);

  it('shows on an empty workspace what this is, and three ways to begin', () => {
    expect(main().getByRole('heading', { level: 1 }).textContent).toContain('Nothing leaves this machine');
    expect(
      main()
        .getAllByRole('button')
        .map((button) => button.textContent),
    ).toEqual(['Choose files', 'Choose a folder', 'Open the sample project']);
  });

  it('says of each dropped file what happened, and a bad file does not stop the others', async () => {
    drop(file('trips.csv', 'day,count\n1,10\n2,20\n'), file('bad.csv', 'a,b\n1,2\n3,4,5\n'));
    expect(await main().findByText('New artifact')).toBeTruthy();
    expect(await main().findByText(/^the table could not be read: .*3 fields/)).toBeTruthy();
    expect(await main().findByText('Drop the next version of trips.csv to see what changed.')).toBeTruthy();

    drop(file('trips.csv', 'day,count\n1,10\n2,20\n3,30\n'));
    expect(await main().findByText(/^Version 2, suggested 1\.1\.0: 1 more row/)).toBeTruthy();
    expect(await main().findByRole('link', { name: /See what changed/ })).toBeTruthy();
  });

  it('takes a drop back with one click', async () => {
    const user = userEvent.setup();
    drop(file('trips.csv', 'day,count\n1,10\n'));
    await user.click(await main().findByRole('button', { name: 'Undo' }));
    expect(await main().findByText('New artifact, undone')).toBeTruthy();
    history.push('/artifacts');
    expect(await main().findByText('No artifacts yet')).toBeTruthy();
  });

  it('finds an artifact from the palette by keyboard alone', async () => {
    const user = userEvent.setup();
    drop(file('trips.csv', 'day,count\n1,10\n'), file('stations.csv', 'id\n1\n'));
    await waitFor(() => expect(main().getAllByText('New artifact')).toHaveLength(2));
    await user.keyboard('{Control>}k{/Control}');
    await user.type(await screen.findByRole('textbox', { name: 'Search or run a command' }), 'stations');
    await screen.findByRole('button', { name: /stations\.csv/ });
    await user.keyboard('{Enter}');
    await waitFor(() => expect(document.title).toBe('stations.csv · Throughline'));
  });

  it('shows all keys, those of the lineage graph too', async () => {
    const user = userEvent.setup();
    await user.keyboard('?');
    const dialog = within(await screen.findByRole('dialog', { name: 'Keys' }));
    for (const does of ['Search, or run a command', 'Lineage', 'Walk along the links', 'Go back one step']) {
      expect(dialog.getByText(does)).toBeTruthy();
    }
  });

  it('goes to a view with g and its letter, and moves the focus there', async () => {
    const user = userEvent.setup();
    await user.keyboard('gr');
    expect(await main().findByRole('heading', { level: 1, name: /Runs/ })).toBeTruthy();
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('main')));
    expect(document.title).toBe('Runs · Throughline');
  });

  it('shows markup in a name as text', async () => {
    const name = '<img src=x onerror=alert(1)>.csv';
    drop(file(name, 'a\n1\n'), file('__proto__', 'bytes'));
    await waitFor(() => expect(main().getAllByText('New artifact')).toHaveLength(2));
    expect(await main().findByRole('link', { name })).toBeTruthy();
    expect(await main().findByRole('link', { name: '__proto__' })).toBeTruthy();
    expect(document.querySelector('main img')).toBeNull();
  });

  it('says that there is no view at an unknown address', async () => {
    history.push('/nowhere');
    expect(await main().findByText(/There is no view at/)).toBeTruthy();
  });
});
