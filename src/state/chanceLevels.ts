import type { ChanceDraw } from '../drift/chanceDraw';
import type { ChanceLevel } from '../drift/chanceLevel';
import type { KnownChance } from '../drift/chanceOfReport';
import type { DerivedResults } from '../storage/derivedResults';
import { levelOfChance } from './derivedKinds';

/** What chance gives, drawn once for equal counts, bins and recipes, and kept on this device. */
export interface ChanceLevels {
  readonly known: KnownChance;
  /** Makes the draws that were not made yet; then `known` has all of them. */
  simulate(draws: readonly ChanceDraw[]): Promise<void>;
}

/** Levels of chance that `run` draws where they are not in `derived`, each of them once. */
export function createChanceLevels(
  run: (draws: readonly ChanceDraw[]) => Promise<readonly ChanceLevel[]>,
  derived: Pick<DerivedResults, 'read' | 'write'>,
): ChanceLevels {
  const levels = new Map<string, ChanceLevel>();
  const running = new Map<string, Promise<void>>();
  const start = async (draws: readonly ChanceDraw[]): Promise<void> => {
    try {
      const stored = await derived.read(
        levelOfChance,
        draws.map(({ key }) => key),
      );
      for (const [key, level] of stored) levels.set(key, level);
      const missing = draws.filter(({ key }) => !stored.has(key));
      if (missing.length === 0) return;
      const found = await run(missing);
      missing.forEach(({ key }, at) => levels.set(key, found[at]!));
      for (const { key } of missing) void derived.write(levelOfChance, key, levels.get(key)!);
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
