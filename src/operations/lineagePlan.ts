import type {
  DatasetName,
  EventDataset,
  LineageWarning,
  OpenLineageEvent,
} from '../formats/openlineage/event';
import type { Hashers, TextCodec } from '../lib/ports';
import type { Steps } from '../lib/steps';
import { canonicalJson } from '../versioning/canonicalJson';
import type { ArtifactKind } from '../versioning/records';
import { nameKey } from './lineageNames';

/** An event under the digest of its canonical form, each once. */
export interface DigestedEvent {
  readonly digest: string;
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

/** Digesting is nearly all of it: that is what the steps are of. */
export function* planLineage(
  events: readonly OpenLineageEvent[],
  warnings: readonly LineageWarning[],
  ports: { readonly hashers: Hashers; readonly text: TextCodec },
): Steps<LineagePlan> {
  const digested = yield* distinctEvents(events, ports);
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

/** Stops after this many events. */
const eventsPerStep = 500;

function* distinctEvents(
  events: readonly OpenLineageEvent[],
  { hashers, text }: { readonly hashers: Hashers; readonly text: TextCodec },
): Steps<DigestedEvent[]> {
  const distinct = new Map<string, DigestedEvent>();
  for (const [index, event] of events.entries()) {
    const hasher = hashers.sha256();
    hasher.update(text.encode(canonicalJson(event.body)));
    const digest = hasher.hex();
    if (!distinct.has(digest)) distinct.set(digest, { digest, event });
    if ((index + 1) % eventsPerStep === 0) yield (index + 1) / events.length;
  }
  return [...distinct.values()];
}
