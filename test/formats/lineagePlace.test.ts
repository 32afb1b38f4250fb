import { expect, it } from 'vitest';
import { pathBeside, placeOf, resolvePath } from '../../src/formats/lineagePlace';
import { nodeText } from '../../src/cli/nodePorts';

it('a path that leads out of its place is none', () => {
  const paths = ['a/./b', 'a//b/', 'a/../b', '../a', 'a/../../b', '/a', '', '..'];
  expect(paths.map(resolvePath)).toEqual(['a/b', 'a/b', 'b', null, null, null, '', null]);
  expect(pathBeside('data/a.dvc', '../b')).toBe('b');
  expect(pathBeside('a.dvc', 'b')).toBe('b');
  expect(pathBeside('a.dvc', '../b')).toBeNull();
  expect(pathBeside('data/a.dvc', '/etc/passwd')).toBeNull();
});

it('the files below a folder are those of it and of no other that begins alike', () => {
  const names = ['a.txt', 'a/x', 'a/b/y', 'a-b/z', 'b/x', 'é/x'];
  const place = placeOf(names, () => Promise.resolve(null), nodeText);
  expect(place.list('a')).toEqual(['a/b/y', 'a/x']);
  expect(place.list('b')).toEqual(['b/x']);
  expect(place.list('c')).toEqual([]);
  expect(place.list('')).toEqual(['a-b/z', 'a.txt', 'a/b/y', 'a/x', 'b/x', 'é/x']);
});
