import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/lib/random';
import { closureOf, pathsBetween, shortestPath, traverse } from '../../src/lineage/traverse';
import { processorTime } from '../processorTime';
import { graphOf } from './graphs';

// 0 → 1 → 3 → 4, 0 → 2 → 3, and 5 alone
const diamond = graphOf(6, [
  [0, 1],
  [0, 2],
  [1, 3],
  [2, 3],
  [3, 4],
]);

describe('traverse', () => {
  it('[L7] reaches descendants by least hops, the start first', () => {
    const { nodes, hops, edges } = traverse(diamond, 0, 'downstream');
    expect([...nodes]).toEqual([0, 1, 2, 3, 4]);
    expect([...hops]).toEqual([0, 1, 1, 2, 3, -1]);
    expect([...edges]).toEqual([0, 1, 2, 3, 4]);
  });

  it('[L7] goes against the edges upstream', () => {
    const { hops, edges } = traverse(diamond, 3, 'upstream');
    expect([...hops]).toEqual([2, 1, 1, 0, -1, -1]);
    expect([...edges]).toEqual([0, 1, 2, 3]);
  });

  it('[L8] stops after the given number of hops', () => {
    expect([...traverse(diamond, 0, 'downstream', 1).nodes]).toEqual([0, 1, 2]);
    expect([...traverse(diamond, 0, 'downstream', 0).nodes]).toEqual([0]);
    expect([...traverse(diamond, 0, 'downstream', 1).edges]).toEqual([0, 1]);
  });

  it('[L8] shows every edge between two shown nodes, those between nodes of the last hop too', () => {
    const triangle = graphOf(3, [
      [0, 1],
      [0, 2],
      [1, 2],
    ]);
    expect([...traverse(triangle, 0, 'downstream', 1).edges]).toEqual([0, 1, 2]);
  });

  it('[L9] ends on a cycle, whose start keeps 0 hops', () => {
    const ring = graphOf(3, [
      [0, 1],
      [1, 2],
      [2, 0],
    ]);
    expect([...traverse(ring, 1, 'upstream').hops]).toEqual([1, 0, 2]);
  });

  it('gives nothing from a node that is not there', () => {
    expect([...traverse(diamond, 6, 'upstream').nodes]).toEqual([]);
    expect([...traverse(diamond, -1, 'upstream').nodes]).toEqual([]);
  });

  it('[L7] agrees with naive reachability on any graph', () => {
    fc.assert(
      fc.property(anyGraph, ({ nodeCount, pairs }) => {
        const graph = graphOf(nodeCount, pairs);
        const reach = naiveReachability(nodeCount, pairs);
        for (let node = 0; node < nodeCount; node++) {
          const down = new Set(traverse(graph, node, 'downstream').nodes);
          const up = new Set(traverse(graph, node, 'upstream').nodes);
          for (let other = 0; other < nodeCount; other++) {
            expect(down.has(other)).toBe(reach[node]![other]!);
            expect(up.has(other)).toBe(reach[other]![node]!);
          }
        }
      }),
    );
  });

  it('[L10] answers within a frame on 100,000 nodes and 150,000 edges', async () => {
    const random = seededRandom(7);
    const nodeCount = 100_000;
    const pairs = Array.from({ length: 150_000 }, () => {
      const from = Math.floor(random() * (nodeCount - 1));
      return [from, from + 1 + Math.floor(random() * Math.min(1000, nodeCount - from - 1))] as const;
    });
    const graph = graphOf(nodeCount, pairs);
    traverse(graph, 0, 'downstream');
    const took = await processorTime(7, () => closureOf(graph, 50_000));
    console.log(`closure of 100,000 nodes and 150,000 edges: ${took.toFixed(1)} ms (goal: 16 ms)`);
    expect(took).toBeLessThan(64);
  });
});

describe('closureOf', () => {
  it('joins ancestors and descendants, each with its limit', () => {
    expect([...closureOf(diamond, 1).nodes]).toEqual([0, 1, 3, 4]);
    expect([...closureOf(diamond, 1, 0, 1).nodes]).toEqual([1, 3]);
    expect([...closureOf(diamond, 1).edges]).toEqual([0, 2, 4]);
  });
});

describe('[L13] pathsBetween and shortestPath', () => {
  it('keep the nodes on some walk from the one to the other', () => {
    expect([...pathsBetween(diamond, 0, 3).nodes]).toEqual([0, 1, 2, 3]);
    expect([...pathsBetween(diamond, 1, 4).nodes]).toEqual([1, 3, 4]);
    expect([...pathsBetween(diamond, 1, 2).nodes]).toEqual([]);
  });

  it('give one shortest walk, or null', () => {
    expect(shortestPath(diamond, 0, 4)).toEqual([0, 1, 3, 4]);
    expect(shortestPath(diamond, 4, 0)).toBeNull();
    expect(shortestPath(diamond, 5, 5)).toEqual([5]);
  });
});

const anyGraph = fc.integer({ min: 1, max: 12 }).chain((nodeCount) =>
  fc.record({
    nodeCount: fc.constant(nodeCount),
    pairs: fc.array(fc.tuple(fc.nat(nodeCount - 1), fc.nat(nodeCount - 1)), { maxLength: 30 }),
  }),
);

function naiveReachability(nodeCount: number, pairs: readonly (readonly [number, number])[]): boolean[][] {
  const reach = Array.from({ length: nodeCount }, (_, a) =>
    Array.from({ length: nodeCount }, (__, b) => a === b),
  );
  for (let changed = true; changed;) {
    changed = false;
    for (const [from, to] of pairs) {
      for (let node = 0; node < nodeCount; node++) {
        if (reach[node]![from] && !reach[node]![to]) {
          reach[node]![to] = true;
          changed = true;
        }
      }
    }
  }
  return reach;
}
