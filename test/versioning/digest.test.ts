import { describe, expect, it } from 'vitest';

import { parseDigest, parseMd5, shortDigest } from '../../src/versioning/digest';

const emptySha256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const emptyMd5 = 'd41d8cd98f00b204e9800998ecf8427e';

describe('digests', () => {
  it('are read in either case and kept in lower', () => {
    expect(parseDigest(emptySha256.toUpperCase())).toEqual({ ok: true, value: emptySha256 });
    expect(parseMd5(emptyMd5.toUpperCase())).toEqual({ ok: true, value: emptyMd5 });
    expect(parseMd5(`${emptyMd5}.dir`)).toEqual({ ok: true, value: `${emptyMd5}.dir` });
  });

  it('are refused where a digit is missing, too many or none', () => {
    for (const text of [
      emptySha256.slice(1),
      `${emptySha256}0`,
      `${emptySha256.slice(1)}g`,
      ` ${emptySha256}`,
      '',
    ]) {
      expect(parseDigest(text).ok).toBe(false);
    }
    expect(parseMd5(`${emptyMd5}.file`).ok).toBe(false);
  });

  it('are shown by their first twelve characters', () => {
    expect(shortDigest(emptySha256)).toBe('e3b0c44298fc');
  });
});
