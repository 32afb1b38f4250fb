import type {
  DatasetName,
  EventDataset,
  LineageWarning,
  OpenLineageEvent,
} from '../formats/openlineage/event';
import type { JsonObject } from '../lib/json';
import { canonicalJson } from '../versioning/canonicalJson';
import { digestOfText, type DigestPorts } from '../versioning/derivedId';
import type { ArtifactKind } from '../versioning/records';
import { nameKey } from './lineageNames';

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
  /** Datasets that an event names directly, by `nameKey`. */
  readonly datasets: ReadonlyMap<string, PlannedDataset>;
  /** Other names of those, by `nameKey`, with the name of the dataset they stand for. */
  readonly aliases: ReadonlyMap<string, PlannedAlias>;
  /** Datasets that only column lineage names. */
  readonly columnDatasets: ReadonlyMap<string, DatasetName>;
  readonly jobs: ReadonlyMap<string, PlannedJob>;
  readonly warnings: readonly LineageWarning[];
}

export interface PlannedDataset extends DatasetName {
  kind: ArtifactKind | null;
}

export interface PlannedAlias extends DatasetName {
  readonly of: string;
}

export interface PlannedJob extends DatasetName {
  description: string | null;
}

/** What is kept of an event until all is written. */
export function digestEvent(event: OpenLineageEvent, body: JsonObject, ports: DigestPorts): DigestedEvent {
  const text = canonicalJson(body);
  return { digest: digestOfText(text, ports), text, event };
}

/** Each event once, and what all of them name. */
export function planLineage(
  events: readonly DigestedEvent[],
  warnings: readonly LineageWarning[],
): LineagePlan {
  const distinct = new Map<string, DigestedEvent>();
  for (const each of events) if (!distinct.has(each.digest)) distinct.set(each.digest, each);
  const digested = [...distinct.values()];
  const datasets = new Map<string, PlannedDataset>();
  const aliases = new Map<string, PlannedAlias>();
  const columnDatasets = new Map<string, DatasetName>();
  const jobs = new Map<string, PlannedJob>();
  for (const { event } of digested) {
    if (event.job) {
      const { namespace, name, description } = event.job;
      const known = jobs.get(nameKey(event.job));
      if (known) known.description ??= description;
      else jobs.set(nameKey(event.job), { namespace, name, description });
    }
    for (const dataset of datasetsOf(event)) {
      const key = nameKey(dataset);
      const known = datasets.get(key);
      if (known) known.kind ??= dataset.kind;
      else datasets.set(key, { namespace: dataset.namespace, name: dataset.name, kind: dataset.kind });
      for (const alias of dataset.aliases) {
        if (nameKey(alias) !== key) aliases.set(nameKey(alias), { ...alias, of: key });
      }
      for (const { namespace, name } of dataset.columns) {
        columnDatasets.set(nameKey({ namespace, name }), { namespace, name });
      }
    }
  }
  for (const key of datasets.keys()) columnDatasets.delete(key);
  return { events: digested, datasets, aliases, columnDatasets, jobs, warnings };
}

/** Every dataset that an event names, inputs first. */
export function datasetsOf(event: OpenLineageEvent): readonly EventDataset[] {
  return event.dataset ? [event.dataset] : [...event.inputs, ...event.outputs];
}
