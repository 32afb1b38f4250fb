import { describe, expect, it } from 'vitest';

import { changeDepth, findNode, focusOn, resolved, switchGraph } from '../../../src/ui/lineage/lineageMoves';
import type { SnapshotId } from '../../../src/versioning/records';
import { workspaceFrom } from './workspaceFrom';

const workspace = workspaceFrom({
  artifacts: [
    { name: 'raw', kind: 'dataset', versions: [10, 20] },
    { name: 'trips', kind: 'dataset', versions: [10] },
    { name: 'plan', kind: 'other', versions: [] },
  ],
  runs: [
    { job: 'clean', inputs: ['raw@1'], outputs: ['trips@1'] },
    { job: 'clean', inputs: ['raw@2'], outputs: ['trips@1'] },
  ],
});
const lastRun = workspace.jobs.get([...workspace.jobs.keys()][0]!)!.runs.at(-1)!.run.id;

describe('the other graph', () => {
  it('shows the latest version of what was selected and the last run of what was in focus', () => {
    const search = switchGraph(workspace, { focus: 'job:clean', up: 1, select: 'artifact:raw' }, 'version');
    expect(search).toEqual({ graph: 'version', focus: `run:${lastRun}`, up: 1, select: 'snapshot:raw@2' });
  });

  it('shows the version that the inspector showed', () => {
    const search = switchGraph(
      workspace,
      { select: 'artifact:raw', version: 'raw@1' as SnapshotId },
      'version',
    );
    expect(search.select).toBe('snapshot:raw@1');
  });

  it('and back the same version of the artifact', () => {
    const search = switchGraph(workspace, { graph: 'version', select: 'snapshot:raw@1' }, 'definition');
    expect(search).toEqual({ graph: 'definition', select: 'artifact:raw', version: 'raw@1' });
  });

  it('goes on hiding jobs as runs', () => {
    expect(switchGraph(workspace, { hide: ['report', 'job'] }, 'version').hide).toEqual(['report', 'run']);
  });

  it('keeps an artifact that has no version as it is', () => {
    expect(switchGraph(workspace, { select: 'artifact:plan' }, 'version').select).toBe('artifact:plan');
  });
});

describe('a link to a node of the other graph', () => {
  it('shows what stands for it here', () => {
    const search = resolved(workspace, { graph: 'version', select: 'artifact:raw', focus: 'job:clean' });
    expect(search).toMatchObject({ select: 'snapshot:raw@2', focus: `run:${lastRun}` });
  });

  it('is left as it is where nothing does, so that the view can say so', () => {
    const search = { graph: 'definition', select: 'artifact:gone' } as const;
    expect(resolved(workspace, search)).toBe(search);
  });
});

describe('moves', () => {
  it('focus selects too', () => {
    expect(focusOn({ select: 'job:clean' }, 'artifact:raw')).toEqual({
      select: 'artifact:raw',
      focus: 'artifact:raw',
    });
  });

  it('depth counts from the default on both sides', () => {
    expect(changeDepth({ focus: 'job:clean' }, 'both', 1)).toMatchObject({ up: 3, down: 3 });
    expect(changeDepth({ focus: 'job:clean', up: 0 }, 'upstream', -1)).toEqual({ focus: 'job:clean', up: 0 });
    expect(changeDepth({}, 'both', 1)).toEqual({});
  });

  it('finding a node lifts what hides it, and nothing else', () => {
    const search = { focus: 'job:clean', up: 1, hide: ['dataset', 'report'] } as const;
    const graph = workspace.graph('definition');
    expect(findNode(search, graph, 'artifact:raw', true)).toEqual({
      focus: 'job:clean',
      up: 1,
      hide: ['report'],
      select: 'artifact:raw',
    });
    expect(findNode(search, graph, 'artifact:plan', false)).toEqual({
      hide: ['dataset', 'report'],
      select: 'artifact:plan',
    });
  });
});
