import { describe, expect, it } from 'vitest';

import { showGraph, type ShownGraph } from '../../../src/ui/lineage/shownGraph';
import { workspaceFrom } from './workspaceFrom';

// raw → clean → trips → train → model → deploy → api, and trips → report job → report
const workspace = workspaceFrom({
  artifacts: [
    { name: 'raw', kind: 'dataset', versions: [10] },
    { name: 'trips', kind: 'dataset', versions: [10] },
    { name: 'model', kind: 'model', versions: [null] },
    { name: 'api', kind: 'endpoint', versions: [null] },
    { name: 'page', kind: 'report', versions: [null] },
  ],
  runs: [
    { job: 'clean', inputs: ['raw@1'], outputs: ['trips@1'] },
    { job: 'train', inputs: ['trips@1'], outputs: ['model@1'] },
    { job: 'deploy', inputs: ['model@1'], outputs: ['api@1'] },
    { job: 'write', inputs: ['trips@1'], outputs: ['page@1'] },
  ],
});
const graph = workspace.graph('definition');

describe('what is shown', () => {
  it('is everything without a focus and a filter', () => {
    const shown = showGraph(graph, {});
    expect(shown.nodes.length).toBe(9);
    expect(shown.edges.length).toBe(graph.edges.length);
    expect([shown.hiddenByFocus, shown.hiddenByKind]).toEqual([0, 0]);
  });

  it('is the closure within the depths of the focus, and the rest is counted', () => {
    // One hop up from trips: clean. Two down: train, model, write, page. Hidden: raw, deploy, api.
    const shown = showGraph(graph, { focus: 'artifact:trips', up: 1, down: 2 });
    expect(keysOf(shown)).toEqual([
      'artifact:model',
      'artifact:page',
      'artifact:trips',
      'job:clean',
      'job:train',
      'job:write',
    ]);
    expect(shown.hiddenByFocus).toBe(3);
  });

  it('marks each shown node with the number of its neighbours that the focus hides', () => {
    const shown = showGraph(graph, { focus: 'artifact:trips', up: 1, down: 2 });
    expect(byKey(shown, shown.hiddenUpstream)).toEqual({ 'job:clean': 1 });
    expect(byKey(shown, shown.hiddenDownstream)).toEqual({ 'artifact:model': 1 });
  });

  it('leads around what the legend hides, and says how many lie between', () => {
    const shown = showGraph(graph, { hide: ['job', 'model'] });
    expect(shown.hiddenByKind).toBe(5);
    expect(linesOf(shown)).toEqual([
      'artifact:raw → artifact:trips via 1',
      'artifact:trips → artifact:api via 3',
      'artifact:trips → artifact:page via 1',
    ]);
  });

  it('does not lead around what only the focus hides', () => {
    const shown = showGraph(graph, { focus: 'artifact:trips', up: 0, down: 1, hide: ['report'] });
    expect(linesOf(shown)).toEqual(['artifact:trips → job:train via 0', 'artifact:trips → job:write via 0']);
  });

  it('is everything where the link names a focus that is not there', () => {
    expect(showGraph(graph, { focus: 'artifact:gone' }).nodes.length).toBe(9);
  });

  it('terminates on a cycle of hidden nodes', () => {
    const cyclic = workspaceFrom({
      artifacts: [
        { name: 'a', kind: 'dataset', versions: [1] },
        { name: 'b', kind: 'features', versions: [1] },
      ],
      runs: [
        { job: 'one', inputs: ['a', 'b'], outputs: ['b'] },
        { job: 'two', inputs: ['b'], outputs: ['a'] },
      ],
    });
    const shown = showGraph(cyclic.graph('definition'), { hide: ['job', 'features'] });
    expect(keysOf(shown)).toEqual(['artifact:a']);
    expect(shown.edges).toEqual([]);
  });
});

function keysOf(shown: ShownGraph): string[] {
  return shown.nodes.map((index): string => shown.graph.nodes[index]?.key ?? '').sort();
}

function byKey(shown: ShownGraph, counts: ReadonlyMap<number, number>): Record<string, number> {
  return Object.fromEntries([...counts].map(([place, count]) => [keyAt(shown, place), count]));
}

function linesOf(shown: ShownGraph): string[] {
  return shown.edges
    .map(({ from, to, via }) => `${keyAt(shown, from)} → ${keyAt(shown, to)} via ${via}`)
    .sort();
}

function keyAt(shown: ShownGraph, place: number): string {
  return shown.graph.nodes[shown.nodes[place] ?? -1]?.key ?? '';
}
