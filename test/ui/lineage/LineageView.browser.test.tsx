import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';

import { err, ok } from '../../../src/lib/result';
import { renderLineage } from './renderLineage';
import { workspaceFrom, type WorkspacePlan } from './workspaceFrom';

const plan: WorkspacePlan = {
  artifacts: [
    { name: 'raw', kind: 'dataset', versions: [11_276, 12_480] },
    { name: 'trips', kind: 'dataset', versions: [11_000, 12_400] },
    { name: 'model', kind: 'model', versions: [null, null] },
    { name: 'notes', kind: 'other', versions: [] },
  ],
  runs: [
    { job: 'clean', inputs: ['raw@1'], outputs: ['trips@1'] },
    { job: 'clean', inputs: ['raw@2'], outputs: ['trips@2'] },
    { job: 'train', inputs: ['trips@1'], outputs: ['model@1'], metrics: { auc: 0.91 } },
    { job: 'train', inputs: ['trips@2'], outputs: ['model@2'], metrics: { auc: 0.87 }, state: 'failed' },
  ],
};
const workspace = workspaceFrom(plan);

beforeEach(() => page.viewport(1280, 800));
afterEach(cleanup);

const card = (key: string) =>
  waitFor(() => {
    const element = document.querySelector<HTMLElement>(`[data-id="${key}"] > div`);
    if (!element) throw new Error(`No card for ${key}`);
    return element;
  });
const boxOf = (key: string | undefined): Partial<DOMRect> =>
  document.querySelector(`[data-id="${key}"]`)?.getBoundingClientRect() ?? {};

const relation = (key: string) =>
  document.querySelector(`[data-id="${key}"] > div`)?.getAttribute('data-relation') ?? null;

describe('the canvas', () => {
  it('shows every node with version, size and metrics, and every link', async () => {
    renderLineage(workspace);
    expect((await card('artifact:trips')).textContent).toMatch(/trips.*v2 · 2\.0\.0 · 12,400 rows$/);
    expect((await card('artifact:model')).textContent).toContain('auc 0.87');
    expect(document.querySelectorAll('.react-flow__node').length).toBe(6);
    expect(document.querySelectorAll('.react-flow__edge').length).toBe(4);
    expect(within(await card('job:train')).getByRole('img', { name: 'last run failed' })).toBeTruthy();
  });

  it('lights ancestors and descendants of what is clicked, fades the rest, and opens the inspector', async () => {
    const { search } = renderLineage(workspace);
    await userEvent.click(await card('artifact:trips'));
    expect(search()).toEqual({ select: 'artifact:trips' });
    expect(relation('artifact:raw')).toBe('ancestor');
    expect(relation('job:clean')).toBe('ancestor');
    expect(relation('artifact:trips')).toBe('selected');
    expect(relation('artifact:model')).toBe('descendant');
    expect(relation('artifact:notes')).toBe('unrelated');
    expect(screen.getByRole('complementary', { name: 'Inspector: trips' })).toBeTruthy();
    expect(screen.getByTestId('lineage-announcer').textContent).toContain('2 upstream, 2 downstream');
  });

  it('focuses on a double click, counts what that hides, and goes back a step at a time', async () => {
    const { search } = renderLineage(workspace);
    await userEvent.dblClick(await card('artifact:trips'));
    await userEvent.keyboard('[[');
    expect(search()).toMatchObject({ focus: 'artifact:trips', up: 1, down: 1 });
    // raw, model and notes are more than one hop away.
    await waitFor(() => expect(screen.getByText(/3 hidden by focus/)).toBeTruthy());
    expect((await card('job:clean')).textContent).toContain('+1');
    await userEvent.keyboard('{Escape}');
    expect(search()).toEqual({ focus: 'artifact:trips', up: 1, down: 1 });
    await userEvent.click(screen.getByRole('button', { name: 'Show the 3 hidden by focus' }));
    expect(search()).toEqual({});
  });

  it('walks along the links with the arrow keys, and Enter goes to the inspector', async () => {
    const { search } = renderLineage(workspace, { select: 'artifact:raw', inspector: 'closed' });
    await card('artifact:raw');
    screen.getByRole('application').focus();
    await userEvent.keyboard('{ArrowRight}{ArrowRight}');
    expect(search().select).toBe('artifact:trips');
    await userEvent.keyboard('{ArrowLeft}');
    expect(search().select).toBe('job:clean');
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(document.activeElement?.id).toBe('inspector'));
  });

  it('hides kinds by the legend, leads around them, and says so', async () => {
    const { search } = renderLineage(workspace);
    await card('artifact:raw');
    await userEvent.click(screen.getByRole('checkbox', { name: /Job/ }));
    expect(search()).toEqual({ hide: ['job'] });
    expect(await screen.findAllByText('via 1')).toHaveLength(2);
    expect(screen.getByText(/2 hidden by the legend/)).toBeTruthy();
  });

  it('keeps the selection from graph to graph', async () => {
    const { search } = renderLineage(workspace, { select: 'artifact:trips' });
    await card('artifact:trips');
    await userEvent.click(screen.getByText('Versions', { selector: 'label *' }));
    expect(search()).toEqual({ graph: 'version', select: 'snapshot:trips@2' });
    await card('snapshot:raw@2');
    expect(relation('snapshot:raw@2')).toBe('ancestor');
    expect(relation('snapshot:raw@1')).toBe('unrelated');
  });

  it('finds a node that the focus hides', async () => {
    const { search } = renderLineage(workspace, { focus: 'artifact:raw', up: 0, down: 1 });
    await card('artifact:raw');
    await userEvent.keyboard('/');
    await userEvent.keyboard('mod');
    await screen.findByRole('option', { name: /model/ });
    await userEvent.keyboard('{Enter}');
    expect(search()).toEqual({ select: 'artifact:model' });
    await card('artifact:model');
  });

  it('does not move what is there when the graph grows', async () => {
    const { change } = renderLineage(workspace, { select: 'artifact:model', inspector: 'closed' });
    const before = (await card('artifact:model')).getBoundingClientRect();
    change(
      workspaceFrom({
        artifacts: [{ name: 'older', kind: 'dataset', versions: [5] }, ...plan.artifacts],
        runs: [{ job: 'collect', inputs: ['older@1'], outputs: ['raw@1'] }, ...plan.runs],
      }),
    );
    await card('job:collect');
    const after = (await card('artifact:model')).getBoundingClientRect();
    expect([after.x, after.y].map(Math.round)).toEqual([before.x, before.y].map(Math.round));
  });

  it('says what a link names that is not here, and leads back', async () => {
    const { search } = renderLineage(workspace, { select: 'artifact:gone' });
    expect(await screen.findByText('This link names an artifact that is not here')).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'Show the whole graph' }));
    expect(search()).toEqual({});
  });

  it('says why it could not be laid out, and offers the list', async () => {
    const { search } = renderLineage(
      workspaceFrom({ ...plan, artifacts: [...plan.artifacts, { name: 'x', kind: 'code', versions: [] }] }),
      {},
      { layout: () => Promise.reject(new Error('The worker ended.')) },
    );
    expect(await screen.findByText('The worker ended.')).toBeTruthy();
    await userEvent.click(screen.getAllByRole('button', { name: 'Show as a list' }).at(-1)!);
    expect(search()).toEqual({ view: 'list' });
    expect(await screen.findByRole('row', { name: /raw Dataset/ })).toBeTruthy();
  });

  it('marks the links of a cycle and counts it', async () => {
    renderLineage(
      workspaceFrom({
        ...plan,
        runs: [...plan.runs, { job: 'relabel', inputs: ['model'], outputs: ['raw'] }],
      }),
    );
    expect(await screen.findByText('1 cycle')).toBeTruthy();
    // raw, clean, trips, train, model, relabel and back: six links.
    expect(await screen.findAllByTitle('part of a cycle')).toHaveLength(6);
  });

  it('invites to drop files where there is nothing, and opens the sample', async () => {
    let asked = 0;
    renderLineage(
      workspaceFrom({ artifacts: [], runs: [] }),
      {},
      {
        loadSample: () => {
          asked += 1;
          return Promise.resolve(ok(undefined));
        },
      },
    );
    expect(await screen.findByText('Nothing to trace yet')).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'Open the sample project' }));
    expect(asked).toBe(1);
  });
});

describe('drawing a link', () => {
  const drag = async (from: string, to: string) => {
    const handle = async (key: string, type: string) =>
      (await card(key)).querySelector<HTMLElement>(`.react-flow__handle.${type}`)!;
    await userEvent.dragAndDrop(await handle(from, 'source'), await handle(to, 'target'));
  };

  it('asks for the link and offers to undo it', async () => {
    const asked: unknown[] = [];
    renderLineage(
      workspace,
      {},
      {
        link: (...link) => {
          asked.push(link);
          return Promise.resolve(ok({ auditSequence: 7, value: undefined }));
        },
        undo: (sequence) => {
          asked.push(sequence);
          return Promise.resolve(ok({ auditSequence: 8, value: undefined }));
        },
      },
    );
    await drag('artifact:notes', 'job:clean');
    await waitFor(() => expect(asked).toEqual([['definition', 'artifact:notes', 'job:clean']]));
    await userEvent.click(await screen.findByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(asked).toHaveLength(2));
    expect(asked[1]).toBe(7);
  });

  it('names the cycle that a refused link would close', async () => {
    renderLineage(
      workspace,
      { graph: 'version' },
      {
        link: () => Promise.resolve(err({ kind: 'versionCycle', names: ['raw v1', 'trips v1', 'raw v1'] })),
      },
    );
    await drag('snapshot:model@2', 'snapshot:raw@2');
    expect(await screen.findByText(/raw v1 → trips v1 → raw v1/)).toBeTruthy();
  });
});

describe('the list', () => {
  it('is in the order of names, since nobody can find a name in an order that means nothing', async () => {
    renderLineage(workspace, { view: 'list' });
    const region = await screen.findByRole('region', { name: 'Nodes of the graph' });
    const names = within(region)
      .getAllByRole('rowheader')
      .map((cell) => within(cell).getByRole('button').textContent);
    expect(names.length).toBeGreaterThan(3);
    expect(names).toEqual(names.toSorted());
  });

  it('shows the closure that the canvas lights up, by hops, and leads to the inspector', async () => {
    const { search } = renderLineage(workspace, { view: 'list' });
    await userEvent.click(await screen.findByRole('button', { name: 'trips' }));
    expect(search()).toEqual({ view: 'list', select: 'artifact:trips' });
    const rows = within(screen.getByRole('region', { name: 'Nodes of the graph' }))
      .getAllByRole('row')
      .slice(1);
    expect(rows.map((row) => within(row).getAllByRole('cell')[2]?.textContent)).toEqual([
      'upstream, 2 hops',
      'upstream, 1 hop',
      'selected',
      'downstream, 1 hop',
      'downstream, 2 hops',
    ]);
    expect(screen.getByText(/2 ancestors, 2 descendants/)).toBeTruthy();
  });
});

describe('a graph of thousands', () => {
  it('is one picture with every line, and its nodes can still be selected', async () => {
    const names = Array.from({ length: 1200 }, (_, index) => `table_${index}`);
    const { search } = renderLineage(
      workspaceFrom({
        artifacts: names.map((name) => ({ name, kind: 'dataset', versions: [1] })),
        runs: names.slice(1).map((name, index) => ({
          job: `job_${index}`,
          inputs: [`table_${Math.floor(index / 3)}@1`],
          outputs: [`${name}@1`],
        })),
      }),
    );
    // At first few groups, each with how many of what it holds.
    const opened = await screen.findByRole('button', { name: /^Open .*table_0 … table_59$/ });
    expect(screen.queryByTestId('lineage-overview')).toBeNull();
    await userEvent.click(opened);
    await card('artifact:table_59');
    // The first of what was opened is selected, and in view.
    await waitFor(() => {
      const { left, right } = boxOf(search().select);
      expect(left).toBeGreaterThanOrEqual(0);
      expect(right).toBeLessThanOrEqual(innerWidth);
    });
    await userEvent.click(screen.getByRole('button', { name: /^Close .*table_0 … table_59$/ }));
    await waitFor(() => expect(document.querySelector('[data-id="artifact:table_59"]')).toBeNull());
    await userEvent.click(screen.getByRole('button', { name: 'Draw every node' }));
    await screen.findByTestId('lineage-overview');
    expect(document.querySelectorAll('.react-flow__node').length).toBe(0);
    expect(screen.getByText('2,399 nodes, 2,398 links')).toBeTruthy();
    await userEvent.keyboard('/');
    await userEvent.keyboard('table_777');
    await screen.findByRole('option', { name: /table_777/ });
    await userEvent.keyboard('{Enter}');
    expect(search()).toEqual({ groups: 'off', select: 'artifact:table_777' });
    await card('artifact:table_777');
  });
});
