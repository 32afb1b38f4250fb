import Dexie, { type Table } from 'dexie';

import { knownVersionsOnly, openAtFirstUse } from './openDatabase';

/**
 * What was computed from a workspace and would be computed again: figures by the keys of their inputs. It is no record: nothing
 * exports, seals or checks it, and whoever asks does without where it cannot be stored.
 */
export interface DerivedResults {
  /** The stored results of these inputs by the present rule. Only those that are there. */
  read<T>(kind: DerivedKind<T>, inputs: readonly string[]): Promise<ReadonlyMap<string, T>>;
  write<T>(kind: DerivedKind<T>, inputs: string, result: T): Promise<void>;
  /** Forgets all of the workspace. */
  clear(): Promise<void>;
  close(): void;
}

/** A way to compute a result; `rule` is raised whenever equal inputs give another one. `T` is what it gives. */
export interface DerivedKind<T> {
  readonly name: string;
  readonly rule: number;
  readonly result?: T;
}

interface StoredResult {
  readonly key: string;
  readonly workspace: string;
  /** In milliseconds since 1970. */
  readonly at: number;
  readonly result: unknown;
}

const derivedVersion = 1;

/** So many results of all workspaces are kept; the oldest fifth goes when there are more. */
const mostResults = 50_000;

/** How many results are written between two looks at how many there are. */
const writesBetweenLooks = 1000;

/** Those of the workspace with this database, in a database that all workspaces share. */
export function openDerivedResults(
  workspace: string,
  name = 'throughline-derived',
  limit = mostResults,
): DerivedResults {
  const database = new Dexie(name, {
    autoOpen: false,
    cache: 'disabled',
    indexedDB: knownVersionsOnly,
  }) as Dexie & { results: Table<StoredResult, string> };
  database.version(derivedVersion).stores({ results: 'key, workspace, at' });
  const { attempt, close } = openAtFirstUse([database], derivedVersion);
  const keyOf = ({ name: kind, rule }: DerivedKind<unknown>, inputs: string): string =>
    [workspace, kind, rule, inputs].join('\n');
  const quietly = <T>(body: () => Promise<T>): Promise<T | null> =>
    attempt(body).then(
      (done) => (done.ok ? done.value : null),
      () => null,
    );
  const removeOldest = async (): Promise<void> => {
    const count = await database.results.count();
    if (count <= limit) return;
    const oldest = await database.results
      .orderBy('at')
      .limit(count - Math.floor(limit * 0.8))
      .primaryKeys();
    await database.results.bulkDelete(oldest);
  };
  let writes = 0;

  return {
    async read<T>(kind: DerivedKind<T>, inputs: readonly string[]) {
      const keys = inputs.map((each) => keyOf(kind, each));
      const stored = (await quietly(() => database.results.bulkGet(keys))) ?? [];
      const found = new Map<string, T>();
      stored.forEach((each, at) => each && found.set(inputs[at]!, each.result as T));
      return found;
    },
    async write(kind, inputs, result) {
      await quietly(() =>
        database.results.put({ key: keyOf(kind, inputs), workspace, at: Date.now(), result }),
      );
      if (writes++ % writesBetweenLooks === 0) await quietly(removeOldest);
    },
    async clear() {
      await quietly(() => database.results.where('workspace').equals(workspace).delete());
    },
    close,
  };
}
