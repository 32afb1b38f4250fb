import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { metricCourse } from '../../src/lineage/metricCourse';

const told = (...values: readonly number[]) => values.map((value, step) => [step, null, value] as const);

describe("a metric's course", () => {
  it('is drawn by its steps, whatever the order of its points, and says its least, greatest and last', () => {
    const points = [
      [10, null, 3],
      [0, null, 5],
      [20, null, 4],
    ] as const;
    expect(metricCourse('loss', points, 100)).toEqual({
      name: 'loss',
      isBySteps: true,
      points: [
        { at: 0, value: 5 },
        { at: 10, value: 3 },
        { at: 20, value: 4 },
      ],
      pointCount: 3,
      least: 3,
      greatest: 5,
      last: 4,
    });
  });

  it('counts its points where one has no step', () => {
    const course = metricCourse(
      'loss',
      [
        [7, null, 1],
        [null, null, 2],
      ],
      100,
    );
    expect([course?.isBySteps, course?.points.map(({ at }) => at)]).toEqual([false, [0, 1]]);
  });

  it('has a gap where a value is no number, and none of them among its least and greatest', () => {
    const course = metricCourse('loss', told(1, Number.NaN, Infinity, 0.5), 100);
    expect(course?.points.map(({ value }) => value)).toEqual([1, null, null, 0.5]);
    expect([course?.least, course?.greatest]).toEqual([0.5, 1]);
    expect(metricCourse('loss', told(Number.NaN), 100)).toMatchObject({
      least: null,
      greatest: null,
      last: Number.NaN,
    });
    expect(metricCourse('loss', [], 100)).toBeNull();
  });

  it('keeps peaks, both ends and the order of a long one', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.integer(), fc.constant(Number.NaN)), { minLength: 50, maxLength: 2000 }),
        (values) => {
          const course = metricCourse('loss', told(...values), 40)!;
          const drawn = course.points.map(({ value }) => value ?? Number.NaN);
          const [finite, drawnFinite] = [values, drawn].map((each) => each.filter(Number.isFinite));
          expect(course.points.length).toBeLessThanOrEqual(42);
          expect([Math.min(...drawnFinite!), Math.max(...drawnFinite!)]).toEqual([
            Math.min(...finite!),
            Math.max(...finite!),
          ]);
          expect([drawn[0], drawn.at(-1)]).toEqual([values[0], values.at(-1)]);
          expect(
            course.points.every(({ at }, index) => index === 0 || at > course.points[index - 1]!.at),
          ).toBe(true);
          expect(course.points.every(({ at }, index) => Object.is(values[at], drawn[index]))).toBe(true);
        },
      ),
    );
  });
});
