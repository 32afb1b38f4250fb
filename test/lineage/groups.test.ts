import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupNodes, type GroupTree, type NodeGroup } from '../../src/lineage/groups';

/** What stands side by side when no group is open. */
function topOf(tree: GroupTree): readonly string[] {
  const outermost = (group: NodeGroup): NodeGroup => (group.parent ? outermost(group.parent) : group);
  return [...new Set(tree.groupOf.map((group, node) => (group ? outermost(group).name : `node ${node}`)))];
}

function besideIn(tree: GroupTree, group: NodeGroup): number {
  return group.groups.length + tree.groupOf.filter((own) => own === group).length;
}

describe('groupNodes', () => {
  it('groups by namespace and folder, and leaves out what all share', () => {
    const paths = ['a', 'b', 'c'].flatMap((folder) =>
      Array.from({ length: 20 }, (_, at) => ['shop', 'data', folder, `t${at}`]),
    );
    const tree = groupNodes(paths);
    expect(topOf(tree)).toEqual(['shop/data/a', 'shop/data/b', 'shop/data/c']);
    expect([...tree.byKey.values()].map(({ members }) => members.length)).toEqual([20, 20, 20]);
  });

  it('takes a large group apart while there is room, and keeps small ones whole', () => {
    // 300 of 330 nodes in one namespace of three folders: they stand beside the small namespace.
    const paths = [
      ...['raw', 'mart', 'core'].flatMap((folder) =>
        Array.from({ length: 100 }, (_, at) => ['warehouse', folder, `t${at}`]),
      ),
      ...Array.from({ length: 30 }, (_, at) => ['files', `f${at}`]),
    ];
    expect(topOf(groupNodes(paths))).toEqual(['warehouse/raw', 'warehouse/mart', 'warehouse/core', 'files']);
  });

  it('groups names without folders by their first word, and equal beginnings by stretches of their order', () => {
    const words = groupNodes(
      ['stg_', 'int_', 'fct_'].flatMap((word) => Array.from({ length: 30 }, (_, at) => ['', `${word}${at}`])),
    );
    expect(topOf(words)).toEqual(['stg_…', 'int_…', 'fct_…']);
    // 150 equal beginnings: three stretches of 50, in the order of their numbers.
    const numbers = groupNodes(Array.from({ length: 150 }, (_, at) => ['', `t${149 - at}`]));
    expect(topOf(numbers).toSorted()).toEqual(['t0 … t49', 't100 … t149', 't50 … t99']);
  });

  it('has no group of one node, and what stands alone stays so', () => {
    const tree = groupNodes([
      ['a', 'x'],
      ['b', 'y'],
      ['c', 'z'],
    ]);
    expect([tree.byKey.size, tree.groupOf]).toEqual([0, [null, null, null]]);
  });

  it('puts every node once into a chain of groups, few beside each other, whatever the names are', () => {
    fc.assert(
      fc.property(anyPaths, (paths) => {
        const tree = groupNodes(paths);
        expect(topOf(tree).length).toBeLessThanOrEqual(60);
        for (const group of tree.byKey.values()) {
          expect(group.members.length).toBeGreaterThan(1);
          const inside = group.members.filter((node) => chainOf(tree.groupOf[node] ?? null).includes(group));
          expect(inside).toEqual(group.members);
          const hasEqualNames = new Set(group.members.map((node) => paths[node]!.join('\0'))).size === 1;
          if (!hasEqualNames) expect(besideIn(tree, group)).toBeLessThanOrEqual(60);
        }
        tree.groupOf.forEach((group, node) => {
          if (group) expect(group.members).toContain(node);
        });
      }),
      { numRuns: 60 },
    );
  });

  it('gives the same groups for the same paths', () => {
    fc.assert(
      fc.property(anyPaths, (paths) => {
        expect([...groupNodes(paths).byKey.keys()]).toEqual([
          ...groupNodes(structuredClone(paths)).byKey.keys(),
        ]);
      }),
      { numRuns: 20 },
    );
  });

  it('groups 5,000 names without folders quickly into at most 60 at first', () => {
    const tree = groupNodes(Array.from({ length: 5000 }, (_, at) => ['bench', `node_${at}`]));
    expect(topOf(tree).length).toBeLessThanOrEqual(60);
    expect(topOf(tree).length).toBeGreaterThan(5);
  });
});

function chainOf(group: NodeGroup | null): NodeGroup[] {
  return group ? [group, ...chainOf(group.parent)] : [];
}

const word = fc.constantFrom('a', 'b', 'stg_orders', 'stg_items', 'x1', 'x2', 'x10', '', '__proto__', 'Ω.ß');
const anyPaths = fc.array(fc.array(word, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 400 });
