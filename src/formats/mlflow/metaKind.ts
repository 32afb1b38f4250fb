import type { TextHead } from '../lineageFormat';

/** What a `meta.yaml` of a store is of. */
export type MetaKind = 'experiment' | 'run' | 'dataset' | 'loggedModel' | 'registeredModel' | 'modelVersion';

/** By the keys that are there; null for any other file. */
export function metaKind({ path, text }: TextHead): MetaKind | null {
  if (!/(?:^|\/)meta\.ya?ml$/.test(path)) return null;
  const has = (key: string): boolean => new RegExp(`^${key}:`, 'm').test(text);
  if (has('current_stage') && has('version')) return 'modelVersion';
  if (has('model_id') && has('artifact_location')) return 'loggedModel';
  if ((has('run_id') || has('run_uuid')) && has('artifact_uri')) return 'run';
  if (has('experiment_id') && has('artifact_location')) return 'experiment';
  if (has('digest') && has('source_type') && has('name')) return 'dataset';
  const isNamed = has('name') && has('creation_timestamp') && has('last_updated_timestamp');
  return isNamed ? 'registeredModel' : null;
}

/** Whether it is the description that MLflow keeps with a model's files. */
export function isMlmodel({ path, text }: TextHead): boolean {
  return /(?:^|\/)MLmodel$/.test(path) && /^(?:flavors|model_uuid|mlflow_version|artifact_path):/m.test(text);
}
