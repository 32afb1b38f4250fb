import { describe, expect, it } from 'vitest';
import {
  anyNumber,
  choice,
  finite,
  list,
  mapOf,
  nullable,
  object,
  oneOf,
  optional,
  type Shape,
  text,
  truth,
  tuple,
  where,
  whole,
} from '../../src/lib/shape';

const person = object<{ name: string; age?: number; tags: string[] }>({
  name: text,
  age: optional(whole(0)),
  tags: list(text),
});

describe('a shape', () => {
  it.each([
    ['an object with all its members', person, { name: 'Ada', age: 36, tags: [] }],
    [
      'an object without what may be absent, with what is not asked for',
      person,
      { name: '', tags: ['a'], more: 1 },
    ],
    ['null where it may be', nullable(text), null],
    ['the greatest whole number that is exact', whole(0), 2 ** 53 - 1],
    ['NaN where any number may be', anyNumber, Number.NaN],
    ['a list of fixed length', tuple(text, truth), ['a', false]],
    ['any names', mapOf(finite), { ['__proto__x']: 1, b: -0 }],
  ] as const)('accepts %s', (_what, shape: Shape, value: unknown) => {
    expect(shape(value)).toBeNull();
  });

  it.each([
    [person, { tags: [] }, ['name'], 'is missing: a string is expected'],
    [person, { name: 1, tags: [] }, ['name'], 'is a number, and a string is expected'],
    [person, { name: '', tags: ['a', null] }, ['tags', 1], 'is null, and a string is expected'],
    [person, [], [], 'is a list, and an object is expected'],
    [person, { name: '', age: -1, tags: [] }, ['age'], 'is -1, and not at least 0'],
    [person, { name: '', age: 2 ** 53, tags: [] }, ['age'], 'is a number, and a whole number is expected'],
    [whole(1), 1.5, [], 'is a number, and a whole number is expected'],
    [finite, Number.NaN, [], 'is no finite number, and a number is expected'],
    [oneOf(['a', true]), 'b', [], 'is "b", and not "a", true'],
    [oneOf(['a']), undefined, [], 'is missing: expected is "a"'],
    [tuple(text), [], [], 'has 0 members, and not 1'],
    [
      choice('kind', { a: object({ kind: text, x: finite }) }),
      { kind: 'a' },
      ['x'],
      'is missing: a number is expected',
    ],
    [choice('kind', { a: text }), { kind: 'constructor' }, ['kind'], 'is "constructor", and not "a"'],
    [where<string>(text, (value) => value !== '', 'is empty'), '', [], 'is empty'],
  ] as const)('finds the first fault, with its place: %#', (shape: Shape, value: unknown, path, message) => {
    expect(shape(value)).toEqual({ path, message });
  });
});
