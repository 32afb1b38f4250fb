import { describe, expect, it } from 'vitest';

import { hasAnyMark, markOf } from '../../src/storage/pageMarks';

describe('the marks of a page', () => {
  it('are FNV-1a of 32 bits', () => {
    // From the test vectors of its authors.
    expect(markOf('')).toBe(0x811c9dc5);
    expect(markOf('a')).toBe(0xe40c292c);
    expect(markOf('foobar')).toBe(0xbf9cf968);
  });

  it('of a text in two parts are those of the whole', () => {
    expect(markOf('value', markOf('runs.jobId='))).toBe(markOf('runs.jobId=value'));
  });

  it('find a page by any of several', () => {
    const marks = Uint32Array.from([markOf('a'), markOf('b')]);
    expect(hasAnyMark(marks, new Set([markOf('c'), markOf('b')]))).toBe(true);
    expect(hasAnyMark(marks, new Set([markOf('c')]))).toBe(false);
    const others = Array.from({ length: 100 }, (_, index) => markOf(`other ${index}`));
    expect(hasAnyMark(marks, new Set(others))).toBe(false);
    expect(hasAnyMark(marks, new Set([...others, markOf('a')]))).toBe(true);
  });
});
