import { describe, expect, it } from 'vitest';

import type { ListedChunk } from '../../../src/versioning/chunking/chunkList';
import { findSimilar } from '../../../src/versioning/chunking/findSimilar';
import type { Digest } from '../../../src/versioning/digest';

/** `a10 b20`: chunks by a name, each with its length. */
function chunks(text: string): ListedChunk[] {
  return text
    .split(' ')
    .map((word) => ({ digest: word.charAt(0) as Digest, byteLength: Number(word.slice(1)) }));
}

function similar(before: string, now: string): (string | undefined)[] {
  const finder = findSimilar(before === '' ? [] : chunks(before));
  return chunks(now).map((chunk) => finder.next(chunk));
}

describe('the chunk of the version before that lies where a new one does', () => {
  it('is the one at the same place', () => {
    expect(similar('a10 b20 c30', 'a10 x20 c30')).toEqual([undefined, 'b', undefined]);
  });

  it('is none for a chunk that is there already, and none where there was no version', () => {
    expect(similar('a10', 'a10')).toEqual([undefined]);
    expect(similar('', 'x10')).toEqual([undefined]);
  });

  it('is found where bytes were put in before it', () => {
    // b was at 10 and is edited at 110: laid beside each other at c, which both share.
    expect(similar('c10 b100 d10', 'n100 c10 x100 d10')).toEqual(['b', undefined, 'b', undefined]);
  });

  it('is found where bytes were taken out before it', () => {
    expect(similar('a100 c10 b50 d10', 'c10 x50 d10')).toEqual([undefined, 'b', undefined]);
  });

  it('is the nearest of several that are the same', () => {
    // The second z lies where the second one lay, so that what follows is beside c and not beside b.
    expect(similar('z10 b40 z10 c40', 'z10 b40 z10 x40')).toEqual([undefined, undefined, undefined, 'c']);
  });

  it('is the one that has its middle where two lie at its place', () => {
    expect(similar('a10 b50', 'x60')).toEqual(['b']);
    expect(similar('a10 b10', 'a10 b10 x40')).toEqual([undefined, undefined, 'b']);
  });
});
