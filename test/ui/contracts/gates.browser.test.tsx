import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';

import type { ArtifactId } from '../../../src/versioning/records';
import { useActivities } from '../../../src/state/activities';
import { axeFinds, openApp, testedWorkspace } from '../openedApp';

const contract = `# What trips promise.
apiVersion: v3.1.0
kind: DataContract
id: trips
version: 1.0.0
status: active
schema:
  - name: trips # one row a trip
    properties:
      - name: id
        logicalType: integer
        primaryKey: true
      - name: fare
        logicalType: number
        logicalTypeOptions: {minimum: 0} # euros
`;

const tested = testedWorkspace('gates');

async function drop(path: string, text: string): Promise<void> {
  const count = (): number => tested.workspace?.snapshots.size ?? 0;
  const before = count();
  tested.services.drop([{ kind: 'file', path, file: new File([text], path), handle: null }]);
  await expect.poll(count).toBe(before + 1);
}

function idOf(name: string): ArtifactId {
  return tested.workspace!.artifactNamed('file', name)!.artifact.id;
}

const open = (address: string): Promise<void> => openApp(tested.services, address);

describe('gates', () => {
  it('have a page each, with the clause in words, its versions and its failing rows', async () => {
    await drop('trips.csv', 'id,fare\n1,2\n2,3\n');
    await tested.services.contracts.set(idOf('trips.csv'), contract);
    await drop('trips.csv', 'id,fare\n1,2\n2,4\n');
    await drop('trips.csv', 'id,fare\n1,2\n2,-4\n3,-5\n');
    await expect
      .poll(() => tested.workspace!.artifactNamed('file', 'trips.csv')!.snapshots.at(-1)?.verdict?.verdict)
      .toBe('fail');
    await open(`/gates/${idOf('trips.csv')}?clause=minimum&column=fare`);
    expect(await screen.findByText(/^fare is at least 0\./)).toBeVisible();
    expect(screen.getByText(/^v3: 2 values break it$/)).toBeVisible();
    expect(screen.getByText(/So since v3/)).toBeVisible();
    const rows = within(screen.getByRole('region', { name: 'Failing rows' }));
    expect(rows.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
      'row 2, id 2',
      'row 3, id 3',
    ]);
    expect(rows.getByRole('button', { name: 'Download 2 rows as CSV' })).toBeVisible();
    expect(await screen.findByRole('img', { name: /Rows that break it by version/ })).toBeVisible();
    expect(await axeFinds()).toEqual([]);
  });

  it('are edited as a form beside the text, whose comments stay', async () => {
    await drop('trips.csv', 'id,fare\n1,2\n');
    await tested.services.contracts.set(idOf('trips.csv'), contract);
    await open(`/artifacts/${idOf('trips.csv')}?tab=contract`);
    const user = userEvent.setup();
    await user.click(await screen.findByRole('button', { name: 'Edit the contract' }));
    const least = await screen.findByRole('textbox', { name: 'Least of fare' });
    await user.clear(least);
    await user.type(least, '1.5{Enter}');
    const text = screen.getByRole<HTMLTextAreaElement>('textbox', {
      name: 'In the Open Data Contract Standard',
    });
    await waitFor(() => expect(text.value).toContain('minimum: 1.5'));
    await user.click(await screen.findByRole('checkbox', { name: 'Required: fare' }));
    await waitFor(() => expect(text.value).toContain('required: true'));
    expect(text.value).toMatch(/# What trips promise\.[^]*# one row a trip[^]*# euros/);
    expect(await screen.findByText('fare is at least 1.5.')).toBeVisible();
    expect(await axeFinds()).toEqual([]);
  });

  it('begin with a dropped contract that is offered, and used when a person says so', async () => {
    await open('/');
    await drop('trips.csv', 'id,fare\n1,2\n');
    const file = new File([contract], 'trips.odcs.yaml');
    tested.services.drop([{ kind: 'file', path: file.name, file, handle: null }]);
    await expect.poll(() => useActivities.getState().activities[0]?.title).toBe(file.name);
    await expect.poll(() => useActivities.getState().activities[0]?.endedAtMs).not.toBeNull();
    const [latest] = useActivities.getState().activities;
    cleanup();
    await open(`/?drop=${latest!.id}`);
    const user = userEvent.setup();
    await user.click(
      await screen.findByRole('button', { name: 'Use trips.odcs.yaml as the contract of trips.csv' }),
    );
    await expect
      .poll(() => tested.workspace!.artifactNamed('file', 'trips.csv')!.snapshots.at(-1)?.verdict?.verdict)
      .toBe('pass');
  });
});
