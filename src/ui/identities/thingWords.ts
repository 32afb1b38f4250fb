import type { Reference } from '../../lineage/records';
import type { ArtifactView, JobView, SnapshotView, Workspace } from '../../operations/core/workspace';
import type { Thing } from '../../operations/identities/thing';
import { formatCounted } from '../shared/format';
import { formatDay } from '../shared/formatTime';

/** An artifact or a job as a dialog speaks of it. */
export interface NamedThing {
  readonly thing: Thing;
  readonly name: string;
  /** Of the list that it is chosen from: tells it from another of its name. */
  readonly label: string;
  readonly namespace: string;
  readonly names: readonly Reference[];
  /** Of an artifact, newest first: `Version 3 · 1,204 rows · 12 Mar 2026`. */
  readonly versions: readonly { readonly id: string; readonly label: string }[];
  /** What goes with it: `3 versions`. */
  readonly parts: string;
}

export function namedThing({ artifacts, jobs }: Workspace, thing: Thing): NamedThing | null {
  if (thing.is === 'artifact') {
    const view = artifacts.get(thing.id);
    return view ? namedArtifact(view) : null;
  }
  const view = jobs.get(thing.id);
  return view ? namedJob(view) : null;
}

/** All artifacts, then all jobs, each by name. */
export function namedThings({ artifacts, jobs }: Workspace): readonly NamedThing[] {
  const byName = (a: NamedThing, b: NamedThing): number => (a.name < b.name ? -1 : Number(a.name > b.name));
  return [
    ...Array.from(artifacts.values(), namedArtifact).sort(byName),
    ...Array.from(jobs.values(), namedJob).sort(byName),
  ];
}

function namedArtifact({ artifact, namespace, name, names, snapshots }: ArtifactView): NamedThing {
  return {
    thing: { is: 'artifact', id: artifact.id },
    name,
    label: `${name} (${namespace === '' ? artifact.kind : namespace})`,
    namespace,
    names: distinct(names),
    versions: snapshots
      .toReversed()
      .map((version) => ({ id: version.snapshot.id, label: versionWords(version) })),
    parts: formatCounted(snapshots.length, 'version'),
  };
}

function namedJob({ job, runs }: JobView): NamedThing {
  const { namespace, name, otherNames = [] } = job;
  return {
    thing: { is: 'job', id: job.id },
    name,
    label: `${name} (job in ${namespace})`,
    namespace,
    names: distinct([...otherNames, { namespace, name }]),
    versions: [],
    parts: formatCounted(runs.length, 'run'),
  };
}

function versionWords({ snapshot, reading }: SnapshotView): string {
  const rows = reading ? [formatCounted(reading.rowCount, 'row')] : [];
  return [`Version ${snapshot.sequence}`, ...rows, formatDay(snapshot.createdAt)].join(' · ');
}

function distinct(names: readonly Reference[]): readonly Reference[] {
  return [...new Map(names.map((each) => [keyOf(each), each])).values()];
}

/** A name as one text, no two alike. */
export function keyOf({ namespace, name }: Reference): string {
  return JSON.stringify([namespace, name]);
}
