import { describe, expect, it } from 'vitest';
import { Placed } from '../../../src/formats/openlineage/place';
import { readMetricPoints } from '../../../src/formats/openlineage/readMetricPoints';

function pointsAt(timestamp: string | number | null): unknown {
  const facet = { metrics: { loss: [{ step: 1, timestamp, value: 0.5 }] } };
  return readMetricPoints([new Placed(facet)])?.[0]?.points;
}

describe('points of a metric', () => {
  it('are at a time that is written as text or as milliseconds', () => {
    const time = '2026-03-04T00:00:00.000000000Z';
    expect(pointsAt('2026-03-04T01:00:00+01:00')).toEqual([[1, time, 0.5]]);
    expect(pointsAt(Date.UTC(2026, 2, 4))).toEqual([[1, time, 0.5]]);
  });

  it('are at no time where none is written that a record can hold', () => {
    for (const timestamp of [-1e14, 1e15, 'yesterday', null])
      expect(pointsAt(timestamp)).toEqual([[1, null, 0.5]]);
  });
});
