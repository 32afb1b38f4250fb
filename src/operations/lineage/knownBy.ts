import { compareClaims } from '../../lineage/claims';
import type { Claim, Observation } from '../../lineage/records';
import type { Workspace } from '../core/workspace';
import type { SayingsSubject } from './sayings';
import { isMark } from './vanished';

/** A file that tells of a thing. */
export interface KnowingSource {
  /** As people see it: with the folder that was dropped. */
  readonly path: string;
  /** Whether it told of the thing before, and does so no longer. */
  readonly isGone: boolean;
}

/** The files that tell of an artifact, a job or a run, by path; what was dropped or entered here is told by none. */
export function knownBy(
  subject: SayingsSubject,
  { observations }: Pick<Workspace, 'observations'>,
): readonly KnowingSource[] {
  const { claims, isOf } = partsOf(subject);
  const paths = new Set<string>();
  for (const { source, body } of claims) if (source !== null && body !== null) paths.add(source);
  for (const each of observations) if (each.source !== null && isOf(each)) paths.add(each.source);
  const life = claims
    .filter(({ about, snapshotId }) => about === 'lifecycle' && snapshotId === null)
    .toSorted(compareClaims)
    .at(-1);
  const gone = life && isMark(life) ? life.source : null;
  return [...paths].sort().map((path) => ({ path, isGone: path === gone }));
}

function partsOf(subject: SayingsSubject): {
  readonly claims: readonly Claim[];
  readonly isOf: (observation: Observation) => boolean;
} {
  switch (subject.type) {
    case 'artifact': {
      const { artifact, claims } = subject.artifact;
      return { claims, isOf: ({ artifactId }) => artifactId === artifact.id };
    }
    case 'job': {
      const { job, claims } = subject.job;
      return { claims, isOf: ({ jobId }) => jobId === job.id };
    }
    case 'run': {
      const { run } = subject.run;
      return { claims: [], isOf: ({ runId }) => runId === run.id };
    }
  }
}
