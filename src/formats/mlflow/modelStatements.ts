import { runFact } from '../documents/statementDraft';
import type { ClaimFact } from '../../lineage/claims';
import type { DatasetFact, LineageStatement, LinkFact } from '../../lineage/facts';
import { timestampOf } from '../../lineage/metricHistory';
import { schemaFields } from './datasetClaims';
import { experimentJob, modelOf, registeredModelOf } from './names';
import type {
  LoggedModelRecord,
  ModelDescription,
  Pairs,
  RegisteredModelRecord,
  VersionRecord,
} from './records';
import { tagsClaim } from './tagsClaim';

/** A logged model is a version of the model of its name; the run that logged it says that it wrote it. */
export function loggedModelStatement(record: LoggedModelRecord): LineageStatement {
  const { createdAt, status, type, parameters, tags, isDeleted, figures, description } = record;
  const time = timestampOf(createdAt);
  const told: Pairs = [
    ...tags,
    ...parameters.map(([name, value]) => [`parameter ${name}`, value] as const),
    ...optional('status', status),
    ...optional('model_type', type),
    ...descriptionTags(description),
  ];
  const { version, ...model } = modelOf(record);
  const dataset: DatasetFact = {
    ...model,
    version: version && { ...version, createdAt: time },
    claims: [
      ...tagsClaim(told, isDeleted),
      ...signatureClaims(description),
      ...(figures
        ? [
            {
              about: 'metricPoints',
              body: { metrics: figures.map(({ name, packed }) => ({ name, packed })) },
            } as const,
          ]
        : []),
    ],
  };
  return { time, jobs: [], runs: [], datasets: [dataset], links: [] };
}

/** A model that is registered, with what is said of it whatever its version. */
export function registeredModelStatement(record: RegisteredModelRecord): LineageStatement {
  const { name, createdAt, description, tags, aliases } = record;
  const told: Pairs = [...tags, ...aliases.map(([alias, version]) => [`alias ${alias}`, version] as const)];
  const dataset = {
    ...registeredModelOf(name, null),
    claims: [...tagsClaim(told, false), ...documentation(description)],
  };
  return {
    time: timestampOf(createdAt),
    jobs: [],
    runs: [],
    datasets: [dataset, ...aliases.map(([, version]) => registeredModelOf(name, version))],
    links: [],
    aliases: aliases.map(([alias, version]) => ({
      name: alias,
      namespace: dataset.namespace,
      dataset: dataset.name,
      version,
    })),
  };
}

/** A version of a registered model: its run wrote it, and it came of the logged model that it is. */
export function versionStatement(record: VersionRecord): LineageStatement {
  const { name, createdAt, description, stage, status, source, user, run, model, tags } = record;
  const time = timestampOf(createdAt);
  const told: Pairs = [
    ...tags,
    ...(stage === 'None' ? [] : optional('stage', stage)),
    ...optional('status', status),
    ...optional('source', source),
    ...optional('user', user),
  ];
  const registered = registeredModelOf(name, record.version);
  const origin = model && modelOf(model);
  const dataset: DatasetFact = {
    ...registered,
    version: registered.version && { ...registered.version, createdAt: time },
    claims: [
      ...tagsClaim(told, false),
      ...documentation(description),
      ...(origin
        ? [
            {
              about: 'derivation',
              body: { sources: [{ namespace: origin.namespace, name: origin.name }], columns: [] },
            } as const,
          ]
        : []),
    ],
  };
  const links = run ? [linkOf(run, dataset)] : [];
  return {
    time,
    jobs: links.map(({ job }) => job),
    runs: links.map(({ job, runId }) => runFact(runId!, job)),
    datasets: origin ? [dataset, origin] : [dataset],
    links,
  };
}

function linkOf({ id, experiment }: NonNullable<VersionRecord['run']>, dataset: DatasetFact): LinkFact {
  const job = experimentJob(experiment);
  return { role: 'output', job, runId: id, dataset, origin: 'observed', purpose: null, requested: null };
}

function documentation(text: string | null): readonly ClaimFact[] {
  return text === null || text === '' ? [] : [{ about: 'documentation', body: { text } }];
}

function optional(key: string, value: string | null): Pairs {
  return value === null || value === '' ? [] : [[key, value]];
}

function descriptionTags(description: ModelDescription | null): Pairs {
  if (!description) return [];
  return [
    ...(description.flavors.length > 0 ? [['flavors', description.flavors.join(', ')] as const] : []),
    ...optional('mlflow_version', description.mlflowVersion),
  ];
}

/** The columns that a model takes are its schema; what it gives is kept with the record. */
function signatureClaims(description: ModelDescription | null): readonly ClaimFact[] {
  if (!description) return [];
  const fields = schemaFields(description.inputs);
  const { byteLength } = description;
  return [
    ...(fields.length > 0 ? [{ about: 'schema', body: { fields } } as const] : []),
    ...(byteLength === null ? [] : [{ about: 'profile', body: { byteLength, columns: {} } } as const]),
  ];
}
