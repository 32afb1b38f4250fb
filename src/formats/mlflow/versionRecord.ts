import { runModelId } from './names';
import type { ModelName, VersionRecord } from './records';

/** What finds a run and a model of a store by their ids. */
export interface StoreNames {
  run(id: string): Promise<{ readonly id: string; readonly experiment: string } | null>;
  model(id: string): Promise<ModelName>;
}

/** A version of a registered model as a store has it. */
export interface StoredVersion extends Omit<VersionRecord, 'kind' | 'run' | 'model'> {
  readonly runId: string | null;
  readonly modelId: string | null;
}

/** A version with the run and the model that it is of; null for one that was deleted, of which MLflow keeps an empty shell. */
export async function versionRecord(
  { runId, modelId, ...stored }: StoredVersion,
  names: StoreNames,
): Promise<VersionRecord | null> {
  if (stored.stage === 'Deleted_Internal') return null;
  const run = runId === null || runId === '' ? null : await names.run(runId);
  return {
    kind: 'modelVersion',
    ...stored,
    run,
    model: await modelOfVersion(stored.source, modelId, run, names),
  };
}

/** A version names its model by `models:/m-…`, or by a folder among its run's artifacts. */
async function modelOfVersion(
  source: string | null,
  modelId: string | null,
  run: VersionRecord['run'],
  names: StoreNames,
): Promise<ModelName | null> {
  const id = modelId ?? /^models:\/(m-[^/]+)$/.exec(source ?? '')?.[1];
  if (id !== undefined && id !== '') return names.model(id);
  if (!run || source === null) return null;
  const named = /^runs:\/+([^/]+)\/(.+)$/.exec(source);
  const mark = `/${run.id}/artifacts/`;
  const at = source.indexOf(mark);
  const path = named?.[1] === run.id ? named[2] : at === -1 ? undefined : source.slice(at + mark.length);
  if (path === undefined || path === '') return null;
  return { id: runModelId(run.id, path), name: path, experiment: run.experiment };
}
