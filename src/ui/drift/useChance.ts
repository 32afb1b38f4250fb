import { useEffect, useMemo, useState } from 'react';

import type { ChanceDraw } from '../../drift/chanceDraw';
import { type KnownChance, missingDraws, withKnownChance } from '../../drift/chanceOfReport';
import { driftReport } from '../../drift/driftReport';
import type { Recipe } from '../../drift/recipe';
import type { DriftReport } from '../../drift/report';
import type { TableProfile } from '../../profile/profile';
import { useServices } from '../../state/services';

/** What `make` makes of what is known of chance, at once; and again when a worker has drawn what it lacked. Both functions must be stable. */
export function useChance<T>(
  make: (known: KnownChance) => T,
  missingIn: (made: T) => readonly ChanceDraw[],
): T {
  const { chance } = useServices();
  const [round, setRound] = useState(0);
  // oxlint-disable-next-line react/exhaustive-deps -- a round means that more is known
  const made = useMemo(() => make(chance.known), [make, chance, round]);
  useEffect(() => {
    const missing = missingIn(made);
    if (missing.length === 0) return undefined;
    let isCurrent = true;
    void chance.simulate(missing).then(() => {
      if (isCurrent) setRound((last) => last + 1);
    });
    return () => {
      isCurrent = false;
    };
  }, [chance, made, missingIn]);
  return made;
}

/** The drift of two tables; what is known of chance comes later where it has to be drawn. */
export function useDriftReport(reference: TableProfile, current: TableProfile, recipe: Recipe): DriftReport {
  const make = useMemo(() => {
    const report = driftReport(reference, current, recipe);
    return (known: KnownChance) => withKnownChance(report, known);
  }, [reference, current, recipe]);
  return useChance(make, missingDraws);
}
