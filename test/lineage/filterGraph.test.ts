import { expect, it } from 'vitest';
import { filterGraph } from '../../src/lineage/filterGraph';
import { graphOf } from './graphs';

it('[L15] hides by every reason, and says how many each hides, alone and at all', () => {
  const graph = graphOf(5, [
    [0, 1],
    [1, 2],
    [3, 4],
  ]);
  const { nodes, edges, hiddenCount, reasons } = filterGraph(graph, [
    { name: 'focus', hides: (node) => node > 2 },
    { name: 'tag', hides: (node) => node === 4 },
    { name: 'kind', hides: () => false },
  ]);
  expect([...nodes]).toEqual([0, 1, 2]);
  expect([...edges]).toEqual([0, 1]);
  expect(hiddenCount).toBe(2);
  // Node 3 comes back without the focus; node 4 is hidden by the tag as well.
  expect(reasons).toEqual([
    { name: 'focus', count: 2, onlyCount: 1 },
    { name: 'tag', count: 1, onlyCount: 0 },
  ]);
});
