import { describe, expect, it } from 'vitest';

import { renamedColumns } from '../../src/profile/renamedColumns';
import { exactNumbers, table, textColumn } from '../drift/profiles';

const ramp = Array.from({ length: 200 }, (_, at) => at);
const fares = (name: string, shift = 0) =>
  exactNumbers(
    name,
    ramp.map((at) => at + shift),
  );
const zones = (name: string, of = 5) =>
  textColumn(
    name,
    ramp.map((at) => `zone ${at % of}`),
  );

describe('renamedColumns', () => {
  it('finds a column of another name with the same content, wherever it stands', () => {
    const before = table(fares('fare'), zones('zone'), fares('tip', 1000));
    const after = table(zones('area'), fares('tip', 1000), fares('price'));
    expect(renamedColumns(before, after)).toEqual([
      { from: 'fare', to: 'price' },
      { from: 'zone', to: 'area' },
    ]);
  });

  it('calls no column renamed whose content is another', () => {
    // The range of both is 0 to 249, and quartiles are 50 apart: 1 − 50 / 249 = 0.8.
    expect(renamedColumns(table(fares('fare')), table(fares('price', 50)))).toEqual([]);
    expect(renamedColumns(table(zones('zone')), table(zones('area', 6)))).toEqual([]);
    expect(renamedColumns(table(fares('fare')), table(zones('fares')))).toEqual([]);
  });

  it('allows for as much as a version usually changes', () => {
    // 10 of 199 + 10.
    expect(renamedColumns(table(fares('fare')), table(fares('price', 10)))).toEqual([
      { from: 'fare', to: 'price' },
    ]);
  });

  it('calls no constant renamed, and gives each column away once', () => {
    const constant = (name: string) =>
      textColumn(
        name,
        ramp.map(() => 'x'),
      );
    expect(renamedColumns(table(constant('a')), table(constant('b')))).toEqual([]);
    expect(renamedColumns(table(fares('a'), fares('b')), table(fares('c')))).toEqual([
      { from: 'a', to: 'c' },
    ]);
  });
});
