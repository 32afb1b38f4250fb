import { useEffect, useState } from 'react';

import { missingDraws, withKnownChance } from '../../drift/chanceOfReport';
import { driftReport } from '../../drift/driftReport';
import { mostDrifted, shownBand, type ShownBand } from '../../drift/hasDrifted';
import { psiText } from '../../drift/psiText';
import { recipes } from '../../drift/recipe';
import type { SnapshotView, Workspace } from '../../operations/core/workspace';
import { type Services, useServices } from '../../state/services';

/** The column that drifted most between a version and its parent. */
export interface ParentDrift {
  readonly column: string;
  readonly psi: string;
  /** `chance` is no drift. */
  readonly band: ShownBand;
  readonly recipe: string;
  readonly parentSequence: number;
}

/** Computed while the page is idle, one pair at a time, and kept; null until then and where there is nothing to compare. */
export function useDriftFromParent(workspace: Workspace, snapshot: SnapshotView): ParentDrift | null {
  const services = useServices();
  const parent = workspace.snapshots.get(snapshot.snapshot.parents[0] ?? snapshot.snapshot.id);
  const reference = parent === snapshot ? null : (parent?.reading?.key ?? null);
  const current = snapshot.reading?.key ?? null;
  const claims = `${parent?.isClaimed} ${snapshot.isClaimed}`;
  const pair = reference === null || current === null ? null : `${reference}\n${current}\n${claims}`;
  const [found, setFound] = useState<{ readonly pair: string; readonly drift: WorstColumn | null } | null>(
    null,
  );
  const known = pair === null ? undefined : keptDrifts.get(pair);

  useEffect(() => {
    if (pair === null || reference === null || current === null || keptDrifts.has(pair)) return;
    let isCurrent = true;
    const task = async () => {
      if (!isCurrent) return;
      const drift = await worstColumn(services, reference, current);
      keptDrifts.set(pair, drift);
      // `isCurrent` may have changed while waiting, which the type checker does not see.
      if (isCurrent as boolean) setFound({ pair, drift });
    };
    queue.push(task);
    void work();
    return () => {
      isCurrent = false;
    };
  }, [services, pair, reference, current]);

  const worst = known ?? (found?.pair === pair ? found?.drift : null) ?? null;
  return worst && parent ? { ...worst, parentSequence: parent.snapshot.sequence } : null;
}

type WorstColumn = Omit<ParentDrift, 'parentSequence'>;

const keptDrifts = new Map<string, WorstColumn | null>();
const queue: (() => Promise<void>)[] = [];
let isWorking = false;

async function work(): Promise<void> {
  if (isWorking) return;
  isWorking = true;
  try {
    for (let task = queue.shift(); task; task = queue.shift()) {
      await idle();
      await task();
    }
  } finally {
    isWorking = false;
  }
}

function idle(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof requestIdleCallback === 'function') requestIdleCallback(() => resolve(), { timeout: 500 });
    else setTimeout(resolve, 20);
  });
}

async function worstColumn(
  services: Services,
  reference: string,
  current: string,
): Promise<WorstColumn | null> {
  const [referenceProfile, currentProfile] = await Promise.all([
    services.profile(reference),
    services.profile(current),
  ]);
  if (!referenceProfile || !currentProfile) return null;
  const atOnce = driftReport(referenceProfile, currentProfile, recipes.deciles);
  await services.chance.simulate(missingDraws(atOnce, true));
  const report = withKnownChance(atOnce, services.chance.known);
  const most = mostDrifted(report);
  if (!most || most.psi === null) return null;
  return {
    column: most.name,
    psi: psiText(most, report.recipe),
    band: shownBand(most),
    recipe: report.recipe.name,
  };
}
