import { expect, it } from 'vitest';
import { comparedType } from '../../../src/table/rowDiff/comparedType';

it('takes the wider of two types of one kind, text for two kinds, and the only one where a side has none', () => {
  expect(comparedType('integer', 'number')).toBe('number');
  expect(comparedType('timestamp', 'date')).toBe('timestamp');
  expect(comparedType('integer', 'date')).toBe('string');
  expect(comparedType('empty', 'boolean')).toBe('boolean');
  expect(comparedType('nested', null)).toBe('nested');
  expect(comparedType(null, 'empty')).toBe('empty');
});
