import { describe, expect, it } from 'vitest';
import { shinglesOf, sketchOf } from '../../../src/formats/licence/shingles';

describe('shingles', () => {
  it('[N7] are runs of five words, whatever their case, marks and spelling of licence', () => {
    expect(shinglesOf('one two three four')).toEqual(new Set());
    expect(shinglesOf('One, two: three -- four FIVE licence')).toEqual(
      shinglesOf('one two three four five license'),
    );
    expect(shinglesOf('one two three four five six').size).toBe(2);
    expect(shinglesOf('Copyright (c) 2026 Ana of the house\none two three four five')).toEqual(
      shinglesOf('one two three four five'),
    );
  });

  it('[N7] with the name of a party, and after the terms, are no part of a sketch', () => {
    const text = 'a b c d e the author f g h i j END OF TERMS AND CONDITIONS k l m n o';
    const { modulus, hashes } = sketchOf('x', text, 100);
    expect(modulus).toBe(1);
    expect(new Set(hashes)).toEqual(new Set([...shinglesOf('a b c d e'), ...shinglesOf('f g h i j')]));
  });

  it('[N7] of a long text are sampled by their hash alone', () => {
    const words = Array.from({ length: 2000 }, (_, at) => `word${at}`).join(' ');
    const { modulus, hashes } = sketchOf('x', words, 100);
    expect(modulus).toBe(32);
    expect(hashes.every((hash) => hash % 32 === 0 && shinglesOf(words).has(hash))).toBe(true);
  });
});
