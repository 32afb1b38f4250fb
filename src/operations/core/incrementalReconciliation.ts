import type { ListChange } from '../../lib/listChange';
import { inSlices, runAtOnce, type Steps } from '../../lib/steps';
import type { JobId, Observation, Run, RunId } from '../../lineage/records';
import { ColumnNames, hasOpenColumns } from './columnNames';
import { type FoldedTable, foldedTables, type LiveRecords } from './liveRecords';
import { recordsChange, type RecordsChange, withKnownRecords } from './recordChanges';
import { type Reconciled, reconcileRecords, reconcileLink } from './reconcileRecords';
import { isParentOver, mayBeOver } from './reconcileRuns';

/** Records that are noted between two stops. */
const recordsPerStep = 2000;

type Others = ReadonlyMap<FoldedTable, Map<object, object | null>>;

/**
 * What `reconcileRecords` makes of records, brought up to date as these change: only what a change may touch is looked at again. Where it
 * makes artifacts or versions one, or takes that back, all is put together anew. Records that say what they said are the same
 * objects.
 */
export class IncrementalReconciliation {
  private stored: LiveRecords;
  private reconciled: Reconciled;
  /** Of each table, what stands in the place of a stored record; null where it is left out. */
  private others: Others;
  /** Artifacts that are said to be one with another, whether these are there or not. */
  private said: ReadonlySet<string>;
  private readonly runs = new Map<string, Run>();
  /** Runs that others may tell of. */
  private readonly running = new Set<Run>();
  /** Links with names of columns that were not there when they were told of. */
  private readonly open = new Set<Observation>();
  /** Links that tell of columns. */
  private readonly withColumns = new Set<Observation>();

  private constructor(stored: LiveRecords, reconciled: Reconciled) {
    this.stored = stored;
    this.reconciled = reconciled;
    this.others = othersIn(stored, reconciled.records);
    this.said = saidIn(stored);
  }

  /** Of stored records and what was made of them, with stops. */
  static *of(stored: LiveRecords, reconciled: Reconciled): Steps<IncrementalReconciliation> {
    const made = new IncrementalReconciliation(stored, reconciled);
    yield 0;
    yield* inSlices(stored.runs, recordsPerStep, (added) => made.noteRuns({ removed: [], added }));
    yield* inSlices(stored.observations, recordsPerStep, (added) => made.noteLinks({ removed: [], added }));
    return made;
  }

  get records(): LiveRecords {
    return this.reconciled.records;
  }

  /** Of other records: those that stayed are the same objects, in the same order. */
  after(stored: LiveRecords): LiveRecords {
    const change = recordsChange(this.stored, stored);
    const { parts, versions } = this.reconciled;
    const snapshots = this.isOneAsBefore(change) ? versions.change(change.snapshots) : null;
    parts.changeArtifacts(change.artifacts.removed, change.artifacts.added);
    this.noteRuns(change.runs);
    this.noteLinks(change.observations);
    this.stored = stored;
    if (!snapshots) return this.anew(stored);
    const dirty = new Set<FoldedTable>(foldedTables.filter((table) => isSome(change[table])));
    const put = <R extends object>(table: FoldedTable, record: R, now: R | null): void => {
      if (this.put(table, record, now)) dirty.add(table);
    };
    for (const table of foldedTables)
      for (const record of change[table].removed) this.others.get(table)!.delete(record);
    for (const record of change.bindings.added) put('bindings', record, parts.binding(record));
    for (const record of change.guardrails.added) put('guardrails', record, parts.ofArtifact(record));
    for (const record of change.baselines.added) put('baselines', record, parts.baseline(record));
    for (const record of change.contracts.added) put('contracts', record, parts.ofArtifact(record));
    for (const record of change.waivers.added) put('waivers', record, parts.ofArtifact(record));
    for (const record of change.annotations.added) put('annotations', record, parts.ofVersion(record));
    for (const record of change.claims.added) put('claims', record, parts.claim(record));
    for (const record of change.aliasMoves.added) put('aliasMoves', record, parts.ofBoth(record));
    for (const record of snapshots)
      put('snapshots', record, versions.standsFor.has(record.id) ? null : parts.snapshot(record));
    for (const run of change.runs.added) put('runs', run, parts.ofJob(run));
    if (isSome(change.runs)) {
      for (const run of this.running) {
        const own = parts.ofJob(run);
        put('runs', run, isParentOver(run, (id) => this.runs.get(id)) ? { ...own, state: 'unknown' } : own);
      }
    }
    const links = this.linksToLookAt(change);
    const names = [...links].some(hasOpenColumns) ? this.columnNames() : null;
    for (const record of links) put('observations', record, this.link(record, names));
    const tables = foldedTables.map((table) => [
      table,
      dirty.has(table) ? this.listed(table) : this.records[table],
    ]);
    const records = { ...stored, ...(Object.fromEntries(tables) as unknown as LiveRecords) };
    this.reconciled = { ...this.reconciled, records };
    return records;
  }

  private anew(stored: LiveRecords): LiveRecords {
    const made = runAtOnce(reconcileRecords(stored));
    const records = withKnownRecords(this.records, made.records, stored);
    this.reconciled = { ...made, records };
    this.others = othersIn(stored, records);
    this.said = saidIn(stored);
    return records;
  }

  /** Whether the artifacts and jobs that are one are those that were. */
  private isOneAsBefore({ artifacts, bindings, decisions, jobs }: RecordsChange): boolean {
    const things = [...artifacts.removed, ...artifacts.added];
    return (
      !isSome(decisions) &&
      [...jobs.removed, ...jobs.added].every((job) => !this.reconciled.parts.jobs.concerns(job)) &&
      [...bindings.removed, ...bindings.added].every(({ same }) => same === undefined) &&
      (this.said.size === 0 || things.every(({ id }) => !this.said.has(id)))
    );
  }

  private noteRuns({ removed, added }: ListChange<Run>): void {
    for (const run of removed) {
      this.runs.delete(run.id);
      this.running.delete(run);
    }
    for (const run of added) {
      this.runs.set(run.id, run);
      if (mayBeOver(run)) this.running.add(run);
    }
  }

  private noteLinks({ removed, added }: ListChange<Observation>): void {
    for (const observation of removed) {
      this.open.delete(observation);
      this.withColumns.delete(observation);
    }
    for (const observation of added) {
      if (observation.columns) this.withColumns.add(observation);
      if (hasOpenColumns(observation)) this.open.add(observation);
    }
  }

  /**
   * Those that are new, whose run came, went or is of another job, those with open names, where any name came or went, and
   * those with columns of an artifact that came or went.
   */
  private linksToLookAt(change: RecordsChange): ReadonlySet<Observation> {
    const { observations, bindings, runs, artifacts } = change;
    const links = new Set(observations.added);
    if (isSome(artifacts)) {
      const ids = new Set([...artifacts.removed, ...artifacts.added].map(({ id }) => id));
      const isOfThem = ({ columns }: Observation): boolean =>
        columns?.some(({ inputArtifactId: id }) => id !== null && ids.has(id)) === true;
      for (const observation of this.withColumns) if (isOfThem(observation)) links.add(observation);
    }
    if (isSome(observations) || isSome(bindings)) for (const observation of this.open) links.add(observation);
    const jobs = new Map<RunId, JobId>(runs.removed.map(({ id, jobId }) => [id, jobId]));
    const moved = new Set<RunId | null>();
    for (const { id, jobId } of runs.added) {
      if (jobs.get(id) !== jobId) moved.add(id);
      jobs.delete(id);
    }
    for (const id of jobs.keys()) moved.add(id);
    if (moved.size === 0) return links;
    for (const observation of this.stored.observations)
      if (moved.has(observation.runId)) links.add(observation);
    return links;
  }

  private link(record: Observation, names: ColumnNames | null): Observation {
    const own = this.reconciled.parts.observation(record);
    const jobOf = (id: RunId): JobId | undefined => {
      const run = this.runs.get(id);
      return run && this.reconciled.parts.jobs.rootOf(run.jobId);
    };
    return reconcileLink(own, jobOf, names);
  }

  private columnNames(): ColumnNames {
    const { parts } = this.reconciled;
    const bindings = parts.bindings(this.stored.bindings);
    return new ColumnNames(
      bindings,
      this.stored.observations.map((observation) => parts.ofJob(parts.ofArtifact(observation))),
    );
  }

  /** Gives whether it says something else than before. */
  private put(table: FoldedTable, record: object, now: object | null): boolean {
    const others = this.others.get(table)!;
    const before = others.has(record) ? others.get(record) : record;
    if (before === now || (before && now && saysTheSame(before, now))) return false;
    if (now === record) others.delete(record);
    else others.set(record, now);
    return true;
  }

  private listed(table: FoldedTable): readonly object[] {
    const records: readonly object[] = this.stored[table];
    const others = this.others.get(table)!;
    if (others.size === 0) return records;
    return records.flatMap((record) => {
      const other = others.get(record);
      return other === undefined ? record : (other ?? []);
    });
  }
}

/** What stands in the place of each record that is something else, by table. */
function othersIn(stored: LiveRecords, reconciled: LiveRecords): Others {
  return new Map(
    foldedTables.map((table) => {
      const others = new Map<object, object | null>();
      const now = reconciled[table] as readonly { readonly id: string }[];
      if ((now as readonly object[]) === stored[table]) return [table, others];
      let at = 0;
      for (const record of stored[table] as readonly { readonly id: string }[]) {
        const other = now[at];
        if (other?.id !== record.id) others.set(record, null);
        else {
          if (other !== record) others.set(record, other);
          at += 1;
        }
      }
      return [table, others];
    }),
  );
}

function saidIn({ bindings, decisions }: LiveRecords): ReadonlySet<string> {
  const told = bindings.flatMap(({ artifactId, same }) => (same === undefined ? [] : [artifactId, same]));
  const said = decisions.flatMap(({ artifactId, otherArtifactId }) =>
    [artifactId, otherArtifactId].filter((id) => id !== null),
  );
  return new Set<string>([...told, ...said]);
}

function isSome({ removed, added }: ListChange<unknown>): boolean {
  return removed.length > 0 || added.length > 0;
}

function saysTheSame(a: object, b: object): boolean {
  const [one, other] = [a as Readonly<Record<string, unknown>>, b as Readonly<Record<string, unknown>>];
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every(
      (key) =>
        one[key] === other[key] ||
        (typeof one[key] === 'object' && JSON.stringify(one[key]) === JSON.stringify(other[key])),
    )
  );
}
