import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupsOf } from '../../src/workers/ingestGroups';

const KiB = 1024;

const fileOf = (size: number) => ({ file: { size } as Blob });
const sizesOf = (groups: readonly (readonly { readonly file: Blob }[])[]): number[][] =>
  groups.map((group) => group.map(({ file }) => file.size));

describe('files in groups', () => {
  it('keep their order, and none is lost; a group is a single file, or small ones of a mebibyte together', () => {
    const sizes = fc.array(fc.oneof(fc.nat(200), fc.nat(300 * KiB), fc.constant(0)), { maxLength: 200 });
    fc.assert(
      fc.property(sizes, (all) => {
        const groups = sizesOf(groupsOf(all.map(fileOf)));
        expect(groups.flat()).toEqual(all);
        for (const group of groups) {
          expect(group.length).toBeGreaterThan(0);
          if (group.length === 1) continue;
          expect(group.length).toBeLessThanOrEqual(128);
          expect(Math.max(...group)).toBeLessThanOrEqual(128 * KiB);
          expect(group.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(1024 * KiB);
        }
      }),
    );
  });

  it('are as few as that allows', () => {
    const sizes = [10, 20, 200 * KiB, 30, 40, ...Array<number>(140).fill(1)];
    expect(sizesOf(groupsOf(sizes.map(fileOf)))).toEqual([
      [10, 20],
      [200 * KiB],
      [30, 40, ...Array<number>(126).fill(1)],
      Array<number>(14).fill(1),
    ]);
  });
});
