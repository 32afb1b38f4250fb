import type { ChanceDraw } from '../drift/chanceDraw';
import type { ChanceLevel } from '../drift/chanceLevel';
import type { KnownChance } from '../drift/chanceOfReport';

/** What chance gives, drawn once for equal counts, bins and recipes, and kept while the page is open. */
export interface ChanceLevels {
  readonly known: KnownChance;
  /** Makes the draws that were not made yet; then `known` has all of them. */
  simulate(draws: readonly ChanceDraw[]): Promise<void>;
}

/** Levels of chance that `run` draws, each of them once a page. */
export function createChanceLevels(
  run: (draws: readonly ChanceDraw[]) => Promise<readonly ChanceLevel[]>,
): ChanceLevels {
  const levels = new Map<string, ChanceLevel>();
  const running = new Map<string, Promise<void>>();
  const start = async (draws: readonly ChanceDraw[]): Promise<void> => {
    try {
      const found = await run(draws);
      draws.forEach((draw, at) => levels.set(draw.key, found[at]!));
    } finally {
      for (const { key } of draws) running.delete(key);
    }
  };
  return {
    known: ({ key }) => levels.get(key) ?? null,
    async simulate(draws) {
      const missing = draws.filter(({ key }) => !levels.has(key) && !running.has(key));
      if (missing.length > 0) {
        const work = start(missing);
        for (const { key } of missing) running.set(key, work);
      }
      await Promise.all(draws.map(({ key }) => running.get(key) ?? Promise.resolve()));
    },
  };
}
