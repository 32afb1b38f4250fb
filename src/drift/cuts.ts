import type { OwnValue } from './ownValues';

/** Where ranges are cut, and the values that have bins beside them. With open ends, values beyond the outer edges are in the outer bins. */
export interface Cuts {
  readonly own: readonly OwnValue[];
  /** Where a sketch leaves it open which values have bins: all that may; `own` are those whose estimate does. */
  readonly maybeOwn: readonly OwnValue[];
  readonly inner: readonly number[];
  readonly ends: readonly [number, number] | null;
  /** So many bins the recipe fills; null where the edges do not depend on the sample. */
  readonly binCount: number | null;
}
