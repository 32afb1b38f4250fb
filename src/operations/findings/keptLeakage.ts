import type { Leakage } from '../../versioning/leakage';
import type { SnapshotId } from '../../versioning/records';
import type { SnapshotView, Workspace } from '../core/workspace';
import type { Finding } from './finding';
import { leakageAbout, leakageFinding } from './leakageFinding';

/** What the latest look at a test set's rows in a training set found; null where nobody looked. */
export function leakageOf(test: SnapshotView, training: SnapshotId): Leakage | null {
  return test.leakage.findLast((look) => look.training === training)?.found ?? null;
}

/** What kept looks at leakage found, of versions that are still there. */
export function leakageFindings({ snapshots, artifacts }: Workspace): readonly Finding[] {
  return [...snapshots.values()].flatMap((test) => {
    if (test.leakage.length === 0) return [];
    const latest = new Map(test.leakage.map(({ training, found }) => [training, found]));
    const tested = artifacts.get(test.artifactId);
    return [...latest].flatMap(([id, found]) => {
      const training = snapshots.get(id);
      const learned = training && artifacts.get(training.artifactId);
      if (!learned || !tested) return [];
      const about = leakageAbout(training.snapshot.digest ?? '', test.snapshot.digest ?? '');
      return leakageFinding({ training: learned, test: tested }, found, about);
    });
  });
}
