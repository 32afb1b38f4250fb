import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';

import { renderLineage } from '../lineage/renderLineage';
import { workspaceFrom } from '../lineage/workspaceFrom';

const workspace = workspaceFrom({
  artifacts: [
    { name: 'raw', kind: 'dataset', versions: [11_276, 12_480] },
    { name: 'trips', kind: 'dataset', versions: [11_000, 12_400] },
    { name: 'model', kind: 'model', versions: [null, null] },
    { name: 'api', kind: 'endpoint', versions: [null] },
  ],
  runs: [
    { job: 'clean', inputs: ['raw@1'], outputs: ['trips@1'] },
    { job: 'clean', inputs: ['raw@2'], outputs: ['trips@2'] },
    { job: 'train', inputs: ['trips@1'], outputs: ['model@1'], metrics: { auc: 0.91 } },
    {
      job: 'train',
      inputs: ['trips@2', 'raw'],
      outputs: ['model@2'],
      metrics: { auc: 0.87 },
      state: 'failed',
    },
    { job: 'deploy', inputs: ['model@2'], outputs: ['api@1'] },
  ],
});

beforeEach(() => page.viewport(1280, 800));
afterEach(cleanup);

const inspector = async () => within(await screen.findByRole('complementary', { name: /^Inspector/ }));
const textOf = async (title: string) =>
  (await inspector()).getByRole('heading', { name: title }).closest('section')?.textContent ?? '';

describe('the inspector', () => {
  it('names the exact snapshots behind a model, and what was read in a version nobody recorded', async () => {
    renderLineage(workspace, { select: 'artifact:model' });
    const text = await textOf('Built from exactly');
    expect(text).toContain('2 snapshots');
    expect(text).toContain('trips v2');
    expect(text).toContain('raw v2');
    expect(text).not.toContain('v1');
    expect(text).toContain('Read in a version that nobody recorded: raw.');
  });

  it('names every model and endpoint that saw a snapshot', async () => {
    renderLineage(workspace, { select: 'snapshot:raw@2' });
    const text = await textOf('Models and endpoints that saw it');
    expect(text).toContain('model v2');
    expect(text).toContain('api v1');
    expect(text).not.toContain('model v1');
  });

  it('lists ancestors and descendants with their hops, each a link', async () => {
    const { search } = renderLineage(workspace, { select: 'artifact:trips' });
    const panel = await inspector();
    expect(panel.getByRole('link', { name: /clean.*1 hop$/ })).toBeTruthy();
    expect(panel.getByRole('link', { name: /api.*4 hops$/ }).getAttribute('href')).toContain(
      'artifact%3Aapi',
    );
    await userEvent.click(panel.getByRole('link', { name: /raw.*2 hops$/ }));
    expect(search()).toEqual({ select: 'artifact:raw' });
  });

  it('tells the making of a version in sentences', async () => {
    renderLineage(workspace, { select: 'snapshot:trips@2', tab: 'provenance' });
    const steps = (await inspector()).getAllByRole('listitem').map((step) => step.textContent);
    expect(steps[0]).toBe(
      'trips v2 was made by run 502d of clean from raw v2, code 9a1b2c3, 6 Jan 2026 by Ana.',
    );
    expect(steps[1]).toMatch(/^raw v2 was dropped as raw\.csv, .* No run that made it is known\.$/);
    expect(steps).toHaveLength(2);
  });

  it('shows another version by its picker, in the link', async () => {
    const { search } = renderLineage(workspace, { select: 'artifact:trips' });
    await userEvent.click((await inspector()).getByRole('combobox', { name: 'Version' }));
    await userEvent.click(await screen.findByRole('option', { name: 'v1' }));
    expect(search()).toEqual({ select: 'artifact:trips', version: 'trips@1' });
    expect((await inspector()).getByText('11,000')).toBeTruthy();
  });

  it('offers to compare each version with its parent and with the one inspected', async () => {
    renderLineage(workspace, { select: 'artifact:raw', tab: 'versions' });
    const links = (await inspector()).getAllByRole('link', { name: /^Compare/ });
    expect(links.map((link) => [link.textContent, link.getAttribute('href')])).toEqual([
      ['Compare with v1', '#/compare?reference=raw%401&current=raw%402'],
    ]);
  });

  it('says what changed in the schema against the parent', async () => {
    renderLineage(workspace, { select: 'snapshot:trips@2', tab: 'schema' });
    expect((await inspector()).getByRole('row', { name: 'surge boolean none new' })).toBeTruthy();
  });

  it('shows a run whole: state, code, parameters, metrics, inputs and outputs', async () => {
    const run = [...workspace.runs.values()][3]!.run.id;
    renderLineage(workspace, { select: `run:${run}` });
    const panel = await inspector();
    for (const text of ['Failed', 'python 3.12', '0.87', 'threshold', '["fare","distance"]', '1 m 12 s']) {
      expect(panel.getAllByText(text).length).toBeGreaterThan(0);
    }
    expect(await textOf('Inputs')).toContain('version not known');
  });

  it('closes, stays closed while walking, and the link says so', async () => {
    const { search } = renderLineage(workspace, { select: 'artifact:raw' });
    await userEvent.click((await inspector()).getByRole('button', { name: 'Close the inspector' }));
    expect(search()).toEqual({ select: 'artifact:raw', inspector: 'closed' });
    await waitFor(() => expect(document.querySelector('[data-id="artifact:raw"]')).toBeTruthy());
    await userEvent.keyboard('{ArrowRight}');
    expect(search()).toEqual({ select: 'job:clean', inspector: 'closed' });
    expect(screen.queryByRole('complementary')).toBeNull();
  });

  it('resizes by keyboard', async () => {
    renderLineage(workspace, { select: 'artifact:raw' });
    const handle = (await inspector()).getByRole('separator');
    const before = Number(handle.getAttribute('aria-valuenow'));
    handle.focus();
    await userEvent.keyboard('{ArrowLeft}');
    await waitFor(() => expect(Number(handle.getAttribute('aria-valuenow'))).toBe(before + 24));
    await userEvent.keyboard('{ArrowRight}');
  });

  it('is a sheet on a narrow screen', async () => {
    await page.viewport(390, 844);
    const { search } = renderLineage(workspace, { select: 'artifact:raw' });
    const sheet = within(await screen.findByRole('dialog'));
    expect(await sheet.findByRole('heading', { name: 'raw' })).toBeTruthy();
    await userEvent.click(sheet.getByRole('button', { name: 'Close the inspector' }));
    expect(search()).toEqual({ select: 'artifact:raw', inspector: 'closed' });
  });

  it('takes markup in a name as text', async () => {
    const name = '<img src=x onerror=alert(1)>';
    renderLineage(workspaceFrom({ artifacts: [{ name, kind: 'dataset', versions: [1] }], runs: [] }), {
      select: `artifact:${name}`,
    });
    expect((await inspector()).getByRole('heading', { level: 2 }).textContent).toContain(name);
    expect(document.querySelector('img')).toBeNull();
  });
});
