import { versionFact } from '../documents/statementDraft';
import type { DatasetFact, JobFact, VersionFact } from '../../lineage/facts';
import type { Reference } from '../../lineage/reference';
import type { ArtifactKind } from '../../versioning/records';
import type { DatasetInput, ModelName } from './records';

/** The namespace of what MLflow itself names. */
export const mlflowNamespace = 'mlflow';

/** What MLflow calls a dataset that nobody named. */
const unnamed = 'dataset';

/** An experiment is the job of its runs. */
export function experimentJob(name: string): JobFact {
  return { namespace: mlflowNamespace, name, description: null };
}

/**
 * A logged dataset. Those of one name in an experiment are versions of one dataset, by their digests; the name with the digest is a further
 * name, so that it is the same in all experiments. One that nobody named is a dataset of its own.
 */
export function datasetOf({
  name,
  digest,
  experiment,
}: Pick<DatasetInput, 'name' | 'digest' | 'experiment'>): DatasetFact {
  const exact = `${name}@${digest}`;
  return fact(
    { namespace: `${mlflowNamespace}/${experiment}`, name: name === unnamed ? exact : name },
    exact,
    'dataset',
    versionFact(digest),
  );
}

/** A logged model. Those of one name in an experiment are versions of one model, by their ids. */
export function modelOf({ id, name, experiment }: ModelName): DatasetFact {
  const version = versionFact(id);
  if (name === null || experiment === null)
    return fact({ namespace: mlflowNamespace, name: id }, id, 'model', version);
  return fact({ namespace: `${mlflowNamespace}/${experiment}/models`, name }, id, 'model', version);
}

/** A registered model at one of its versions, or at none. */
export function registeredModelOf(name: string, version: string | null): DatasetFact {
  const exact = version === null ? name : `${name}/${version}`;
  return fact(
    { namespace: mlflowNamespace, name },
    exact,
    'model',
    version === null ? null : versionFact(version),
  );
}

/** The name of a model that was logged without an id, as MLflow 2 did: by its run and its path among the run's artifacts. */
export function runModelId(runId: string, path: string): string {
  return `runs:/${runId}/${path}`;
}

function fact(
  { namespace, name }: Reference,
  exact: string,
  kind: ArtifactKind,
  version: VersionFact | null,
): DatasetFact {
  const isExact = namespace === mlflowNamespace && name === exact;
  return {
    namespace,
    name,
    kind,
    otherNames: isExact ? [] : [{ namespace: mlflowNamespace, name: exact }],
    version,
    columnSources: [],
  };
}
