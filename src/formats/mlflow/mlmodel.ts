import { isObject } from '../../lib/jsonObject';
import type { Json } from '../../lib/json';
import type { LineagePlace } from '../lineagePlace';
import { type Meta, readMeta } from './metaYaml';
import { runModelId } from './names';
import type { LoggedModelRecord, ModelDescription, Pairs } from './records';
import { pythonJson } from './tolerantJson';

/** What the `MLmodel` in a folder of model files says; null where there is none, or it cannot be read. */
export async function readDescription(place: LineagePlace, folder: string): Promise<ModelDescription | null> {
  const text = await place.readText(`${folder}/MLmodel`);
  const meta = text?.ok ? readMeta(text.value) : null;
  return meta?.ok ? descriptionOf(meta.value) : null;
}

/** What an `MLmodel` says of a model. */
export function descriptionOf(meta: Meta): ModelDescription {
  const signature = meta.map('signature');
  return {
    flavors: meta.map('flavors').mapNames.toSorted(),
    inputs: signature.text('inputs'),
    outputs: signature.text('outputs'),
    mlflowVersion: meta.text('mlflow_version'),
    byteLength: meta.number('model_size_bytes'),
  };
}

/** A model that its `MLmodel` alone tells of: by its id, else by its run and path, else by its path in the place. */
export function modelOfDescription(meta: Meta, path: string): LoggedModelRecord {
  const [runId, artifactPath] = [meta.text('run_id'), meta.text('artifact_path')];
  const ofRun = runId === null || artifactPath === null ? null : runModelId(runId, artifactPath);
  const uuid = meta.text('model_uuid');
  const id =
    meta.text('model_id') ?? (uuid?.startsWith('m-') === true ? uuid : null) ?? ofRun ?? uuid ?? path;
  return {
    kind: 'loggedModel',
    id,
    name: null,
    experiment: null,
    isDeleted: false,
    createdAt: createdAt(meta.text('utc_time_created')),
    status: null,
    type: null,
    location: artifactPath,
    sourceRunId: runId,
    parameters: [],
    tags: [],
    description: descriptionOf(meta),
  };
}

/**
 * The models that a run of MLflow 2 logged, which have no ids: from the tag in which the run keeps them. One that was logged again to its
 * path takes the place of the one before.
 */
export function modelsOfHistory(
  tags: Pairs,
  runId: string,
  experiment: string,
): readonly LoggedModelRecord[] {
  const history = tags.find(([key]) => key === 'mlflow.log-model.history')?.[1];
  const parsed = history === undefined ? undefined : pythonJson(history);
  if (!Array.isArray(parsed)) return [];
  const models = new Map<string, LoggedModelRecord>();
  for (const each of parsed as readonly Json[]) {
    if (!isObject(each)) continue;
    const { artifact_path: path, utc_time_created: time, flavors } = each;
    if (typeof path !== 'string') continue;
    models.set(path, {
      kind: 'loggedModel',
      id: runModelId(runId, path),
      name: path,
      experiment,
      isDeleted: false,
      createdAt: typeof time === 'string' ? createdAt(time) : null,
      status: null,
      type: null,
      location: null,
      sourceRunId: runId,
      parameters: [],
      tags: [],
      description: {
        flavors: isObject(flavors) ? Object.keys(flavors).sort() : [],
        inputs: null,
        outputs: null,
        mlflowVersion: typeof each['mlflow_version'] === 'string' ? each['mlflow_version'] : null,
        byteLength: null,
      },
    });
  }
  return [...models.values()];
}

/** `2026-11-29 23:43:35.719666`, in UTC, as milliseconds. */
function createdAt(text: string | null): number | null {
  const found = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(\.\d{1,3})?/.exec(text ?? '');
  const time = found ? Date.parse(`${found[1]}T${found[2]}${found[3] ?? ''}Z`) : NaN;
  return Number.isNaN(time) ? null : time;
}
