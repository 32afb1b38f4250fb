import type { DatasetFact, VersionFact } from '../../lineage/facts';
import type { Timestamp } from '../../versioning/timestamp';
import type { CommitWord } from './commitRecords';
import { type CommitFacts, type CommitState, datasetKey, type TrackedVersion } from './commitStates';

/** A version of an output that a commit has and none of its parents. */
export interface BroughtVersion extends TrackedVersion {
  readonly key: string;
  /** Whether an earlier commit had it, and it was gone in between: it is a version of its own then. */
  readonly isBack: boolean;
}

type VersionOf = Pick<DatasetFact, 'namespace' | 'name' | 'version'>;

/** How versions are called in the graph, and when they came: commits are told in order. */
export class VersionNames {
  /** By dataset and version. */
  private readonly firstTimes = new Map<string, Timestamp>();
  private readonly tracked = new Set<string>();

  /** Whether no commit tracked it so far. */
  isNew(each: VersionOf): boolean {
    return !this.tracked.has(versionKeyOf(each));
  }

  /** Whether no commit spoke of it so far. */
  isUnheard(each: VersionOf): boolean {
    return !this.firstTimes.has(versionKeyOf(each));
  }

  /** With the time of the first commit that spoke of it. */
  dated(each: VersionOf & { readonly version: VersionFact }, { time }: CommitWord): VersionFact {
    const key = versionKeyOf(each);
    const known = this.firstTimes.get(key);
    if (known === undefined) this.firstTimes.set(key, time);
    return { ...each.version, createdAt: known ?? time };
  }

  /** The versions of all outputs at a commit, and those that no parent has. */
  take(
    facts: CommitFacts,
    parents: readonly CommitState[],
    commit: CommitWord,
  ): { readonly outs: CommitState['outs']; readonly brought: readonly BroughtVersion[] } {
    const outs = new Map<string, TrackedVersion>();
    const brought: BroughtVersion[] = [];
    for (const [key, dataset] of facts.outs) {
      const version = dataset.version!;
      const had = parents
        .map((parent) => parent.outs.get(key))
        .find((each) => each?.dataset.version?.name === version.name);
      if (had) {
        outs.set(key, had);
        continue;
      }
      const isBack = !this.isNew(dataset);
      const dated = this.dated({ ...dataset, version }, commit);
      const own: TrackedVersion = {
        dataset,
        version: isBack
          ? {
              ...version,
              name: `${version.name}@${commit.id.slice(0, 12)}`,
              isBack: true,
              createdAt: commit.time,
            }
          : dated,
      };
      outs.set(key, own);
      brought.push({ ...own, key, isBack });
    }
    for (const { dataset } of brought) this.tracked.add(versionKeyOf(dataset));
    return { outs, brought };
  }
}

function versionKeyOf(each: VersionOf): string {
  return `${datasetKey(each)} ${each.version?.name ?? ''}`;
}
