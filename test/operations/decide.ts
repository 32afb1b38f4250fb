import fc from 'fast-check';
import { deleteThing } from '../../src/operations/identities/deleteThing';
import { merge } from '../../src/operations/identities/merge';
import { rename } from '../../src/operations/identities/rename';
import { split } from '../../src/operations/identities/split';
import { splitVersions } from '../../src/operations/identities/splitVersions';
import type { Thing } from '../../src/operations/identities/thing';
import type { OperationPorts } from '../../src/operations/core/ports';
import type { Workspace } from '../../src/operations/core/workspace';

/** What a person may decide about the artifact or job at a place, whatever there is. */
export const drawnDecision = fc.record({
  what: fc.constantFrom(
    'merge' as const,
    'split' as const,
    'rename' as const,
    'delete' as const,
    'move' as const,
  ),
  index: fc.nat(6),
  other: fc.nat(6),
  isJob: fc.boolean(),
});

type DrawnDecision = typeof drawnDecision extends fc.Arbitrary<infer T> ? T : never;

/** Decides it; null where there is no such thing. */
export async function decide(ports: OperationPorts, workspace: Workspace, drawn: DrawnDecision) {
  const { what, index, other, isJob } = drawn;
  const one = thingAt(workspace, index, isJob);
  const another = thingAt(workspace, other, isJob);
  if (!one || !another) return null;
  switch (what) {
    case 'merge':
      return merge(ports, one, [another.id]);
    case 'split': {
      const names = namesOf(workspace, one);
      return split(ports, one, [names[other % names.length]!]);
    }
    case 'rename':
      return rename(ports, one, ['a.csv', 'other', 'raw', 'job 1'][other % 4]!);
    case 'move': {
      const several = [...workspace.artifacts.values()].filter(({ snapshots }) => snapshots.length > 1);
      const of = several[index % Math.max(1, several.length)];
      if (!of) return null;
      const name = ['a.csv', 'parted', 'raw'][other % 3]!;
      return splitVersions(ports, of.artifact.id, [of.snapshots.at(-1)!.snapshot.id], name);
    }
    case 'delete':
      return deleteThing(ports, one);
  }
}

function thingAt({ artifacts, jobs }: Workspace, at: number, isJob: boolean): Thing | null {
  const job = [...jobs.keys()][at % Math.max(1, jobs.size)];
  if (isJob) return job ? { is: 'job', id: job } : null;
  const id = [...artifacts.keys()][at % Math.max(1, artifacts.size)];
  return id ? { is: 'artifact', id } : null;
}

function namesOf({ artifacts, jobs }: Workspace, thing: Thing) {
  if (thing.is === 'artifact') return artifacts.get(thing.id)!.names;
  const { job } = jobs.get(thing.id)!;
  return [...(job.otherNames ?? []), job];
}
