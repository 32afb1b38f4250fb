import type {
  DatasetName,
  EventDataset,
  LineageWarning,
  OpenLineageEvent,
} from '../../formats/openlineage/event';
import type { ArtifactKind } from '../../versioning/records';
import { PairMap } from '../core/pairMap';

/** An event under the digest of its canonical form. */
export interface DigestedEvent {
  readonly digest: string;
  /** The canonical form of all of it. */
  readonly text: string;
  readonly event: OpenLineageEvent;
}

/** What a file's events name, before any of it is looked up. */
export interface LineagePlan {
  readonly events: readonly DigestedEvent[];
  /** Datasets that an event names directly. */
  readonly datasets: Named<PlannedDataset>;
  /** Other names of those, with the dataset they stand for. */
  readonly aliases: Named<PlannedAlias>;
  /** Datasets that column lineage names. */
  readonly columnDatasets: Named<DatasetName>;
  readonly jobs: Named<PlannedJob>;
  readonly warnings: readonly LineageWarning[];
}

/** By namespace and name. */
type Named<T> = PairMap<T>;

export interface PlannedDataset extends DatasetName {
  kind: ArtifactKind | null;
}

export interface PlannedAlias extends DatasetName {
  readonly of: DatasetName;
}

export interface PlannedJob extends DatasetName {
  description: string | null;
}

/** Each event once, and what all of them name. */
export function planLineage(
  events: readonly DigestedEvent[],
  warnings: readonly LineageWarning[],
): LineagePlan {
  const distinct = new Map<string, DigestedEvent>();
  for (const each of events) if (!distinct.has(each.digest)) distinct.set(each.digest, each);
  const digested = [...distinct.values()];
  const datasets = new PairMap<PlannedDataset>();
  const aliases = new PairMap<PlannedAlias>();
  const columnDatasets = new PairMap<DatasetName>();
  const jobs = new PairMap<PlannedJob>();
  for (const { event } of digested) {
    if (event.job) {
      const { namespace, name, description } = event.job;
      const known = jobs.get(namespace, name);
      if (known) known.description ??= description;
      else jobs.set(namespace, name, { namespace, name, description });
    }
    for (const { namespace, name, kind, aliases: others, columns } of datasetsOf(event)) {
      const known = datasets.get(namespace, name);
      if (known) known.kind ??= kind;
      else datasets.set(namespace, name, { namespace, name, kind });
      for (const alias of others) {
        if (alias.namespace === namespace && alias.name === name) continue;
        aliases.set(alias.namespace, alias.name, { ...alias, of: { namespace, name } });
      }
      for (const column of columns) columnDatasets.set(column.namespace, column.name, column);
    }
  }
  return { events: digested, datasets, aliases, columnDatasets, jobs, warnings };
}

/** Every dataset that an event names, inputs first. */
export function datasetsOf(event: OpenLineageEvent): readonly EventDataset[] {
  return event.dataset ? [event.dataset] : [...event.inputs, ...event.outputs];
}
