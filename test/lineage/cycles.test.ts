import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cycleThrough, findCycleGroups, wouldCycle } from '../../src/lineage/cycles';
import { traverse } from '../../src/lineage/traverse';
import { graphOf } from './graphs';

type Pair = readonly [number, number];

describe('findCycleGroups', () => {
  it('[L11] finds each group of nodes that precede themselves, with one shortest cycle', () => {
    const graph = graphOf(7, [
      [0, 1],
      [1, 2],
      [2, 0],
      [1, 0],
      [2, 3],
      [4, 4],
      [5, 6],
    ]);
    expect(findCycleGroups(graph)).toEqual([
      { nodes: [0, 1, 2], cycle: [0, 1, 0] },
      { nodes: [4], cycle: [4, 4] },
    ]);
  });

  it('[L11] finds none in a graph that has none', () => {
    expect(
      findCycleGroups(
        graphOf(3, [
          [0, 1],
          [0, 2],
          [1, 2],
        ]),
      ),
    ).toEqual([]);
  });

  it('[L11] groups two nodes exactly where each reaches the other', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(9), fc.nat(9)), { maxLength: 25 }), (pairs: readonly Pair[]) => {
        const graph = graphOf(10, pairs);
        const groups = findCycleGroups(graph);
        const groupOf = (node: number) => groups.findIndex(({ nodes }) => nodes.includes(node));
        const reaches = (a: number, b: number) => traverse(graph, a, 'downstream').hops[b] !== -1;
        for (let a = 0; a < 10; a++) {
          for (let b = 0; b < a; b++) {
            expect(groupOf(a) !== -1 && groupOf(a) === groupOf(b)).toBe(reaches(a, b) && reaches(b, a));
          }
        }
        for (const { cycle } of groups) {
          expect(cycle[0]).toBe(cycle.at(-1));
          cycle
            .slice(1)
            .forEach((to, index) =>
              expect(pairs.some((pair) => pair[0] === cycle[index] && pair[1] === to)).toBe(true),
            );
        }
      }),
    );
  });

  it('goes deep without recursion', () => {
    const length = 100_000;
    const ring = graphOf(
      length,
      Array.from({ length }, (_, node): Pair => [node, (node + 1) % length]),
    );
    expect(findCycleGroups(ring)[0]?.nodes).toHaveLength(length);
  });
});

describe('wouldCycle', () => {
  const chain = graphOf(3, [
    [0, 1],
    [1, 2],
  ]);

  it('[L12] gives the cycle that a new edge would close', () => {
    expect(wouldCycle(chain, 2, 0)).toEqual([2, 0, 1, 2]);
    expect(wouldCycle(chain, 1, 1)).toEqual([1, 1]);
  });

  it('[L12] gives null where the edge closes none', () => {
    expect(wouldCycle(chain, 0, 2)).toBeNull();
  });
});

it('[L11] finds a shortest cycle through a node', () => {
  const graph = graphOf(4, [
    [0, 1],
    [1, 2],
    [2, 0],
    [1, 3],
    [3, 2],
  ]);
  expect(cycleThrough(graph, 3)).toEqual([3, 2, 0, 1, 3]);
  expect(cycleThrough(graph, 0)).toEqual([0, 1, 2, 0]);
});
