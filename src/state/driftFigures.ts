import { missingDraws, withKnownChance } from '../drift/chanceOfReport';
import { driftReport } from '../drift/driftReport';
import { recipes } from '../drift/recipe';
import type { VersionBaseline } from '../operations/comparing/baselineOf';
import { type VersionDrift, versionDrift } from '../operations/comparing/versionDrift';
import type { SnapshotView } from '../operations/core/workspace';
import { mergeProfiles } from '../profile/mergeProfiles';
import type { TableProfile } from '../profile/profile';
import { driftInShort } from './derivedKinds';
import type { Services } from './services';

/** A version and what it is compared with, by what was read of them. */
export interface DriftPair {
  readonly references: readonly string[];
  readonly current: string;
  /** Equal pairs have one, and the same figures. */
  readonly key: string;
}

/** The pair of a version and its baseline; null where either is no table. */
export function driftPair(version: SnapshotView, { versions }: VersionBaseline): DriftPair | null {
  const current = version.reading?.key;
  const references = versions.flatMap(({ reading }) => reading?.key ?? []);
  if (current === undefined || references.length === 0) return null;
  // What an import claims is read anew once it is read here.
  const claims = [...versions, version].map(({ isClaimed }) => (isClaimed ? 1 : 0)).join('');
  return { references, current, key: [...references, current, claims].join('\n') };
}

/** Drift of versions, computed one pair at a time while the page is idle, and kept on this device. */
export interface DriftFigures {
  /** Undefined until it is computed; null where there is nothing to compare. */
  known(pair: DriftPair): VersionDrift | null | undefined;
  /** Computes what is not known yet, in the order of asking; what is asked for `later` waits for all else. Null where it was cancelled, too. */
  compute(pair: DriftPair, signal: AbortSignal, when?: 'now' | 'later'): Promise<VersionDrift | null>;
  /** The rows of several versions as one table; null where one has no profile. */
  profile(readingKeys: readonly string[]): Promise<TableProfile | null>;
}

/** Those of a workspace: equal services give the same. */
export function driftFiguresOf(services: Services): DriftFigures {
  const kept = figures.get(services) ?? createDriftFigures(services);
  figures.set(services, kept);
  return kept;
}

const figures = new WeakMap<Services, DriftFigures>();

/** Those over these services, with a memory of their own. */
export function createDriftFigures({
  profile,
  chance,
  derived,
}: Pick<Services, 'profile' | 'chance' | 'derived'>): DriftFigures {
  const known = new Map<string, VersionDrift | null>();
  const waiting = { now: [] as (() => Promise<void>)[], later: [] as (() => Promise<void>)[] };
  const stored = storedDrift(derived, known);
  let isWorking = false;
  const merged = async (keys: readonly string[]): Promise<TableProfile | null> => {
    const found = await Promise.all(keys.map((key) => profile(key)));
    const profiles = found.filter((each) => each !== null);
    return profiles.length < keys.length || keys.length === 0 ? null : mergeProfiles(profiles);
  };
  const work = async ({ references, current }: DriftPair): Promise<VersionDrift | null> => {
    const [before, after] = await Promise.all([merged(references), profile(current)]);
    if (!before || !after) return null;
    const atOnce = driftReport(before, after, recipe);
    await chance.simulate(missingDraws(atOnce, true));
    return versionDrift(withKnownChance(atOnce, chance.known));
  };
  const workThrough = async (): Promise<void> => {
    if (isWorking) return;
    isWorking = true;
    // What is asked for in one turn is looked for together.
    for (let next = await stored.seen().then(take); next; next = await stored.seen().then(take)) await next();
    isWorking = false;
  };
  const take = () => waiting.now.shift() ?? waiting.later.shift();
  return {
    known: ({ key }) => known.get(key),
    profile: merged,
    compute: (pair, signal, when = 'now') =>
      new Promise((resolve) => {
        stored.ask(pair.key);
        waiting[when].push(async () => {
          const before = known.get(pair.key);
          if (before !== undefined || signal.aborted) {
            resolve(before ?? null);
            return;
          }
          await idle();
          const drift = await work(pair).catch(() => null);
          known.set(pair.key, drift);
          if (drift) void derived.write(driftInShort, inputsOf(pair.key), drift);
          resolve(drift);
        });
        void workThrough();
      }),
  };
}

/** Puts what is stored of the pairs that were asked for among those that are known. */
function storedDrift(derived: Services['derived'], known: Map<string, VersionDrift | null>) {
  let unseen: string[] = [];
  return {
    ask(key: string): void {
      if (!known.has(key)) unseen.push(key);
    },
    async seen(): Promise<void> {
      await Promise.resolve();
      if (unseen.length === 0) return;
      const asked = unseen;
      unseen = [];
      const stored = await derived.read(driftInShort, asked.map(inputsOf));
      for (const key of asked) {
        const drift = stored.get(inputsOf(key));
        if (drift && !known.has(key)) known.set(key, drift);
      }
    },
  };
}

/** What the drift of a pair depends on. */
const inputsOf = (pairKey: string): string => `${recipe.name} ${recipe.version}\n${pairKey}`;

const recipe = recipes.deciles;

function idle(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof requestIdleCallback === 'function') requestIdleCallback(() => resolve(), { timeout: 500 });
    else setTimeout(resolve, 20);
  });
}
