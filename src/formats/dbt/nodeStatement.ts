import type { ClaimFact } from '../../lineage/claims';
import type { DatasetFact, JobFact, LineageStatement, LinkFact } from '../../lineage/facts';
import { datasetOf, hierarchyOf, nameOf, timeOf } from './dbtFacts';
import { artifactKindOf, isJob, makesDataset } from './nodeKinds';
import type { NodeRecord } from './records';

/** A node is a job that reads what it depends on and writes what others may depend on; both go by its unique id. */
export function nodeStatement(record: NodeRecord): LineageStatement {
  const own = makesDataset(record) ? ownDataset(record) : null;
  const time = timeOf(record.time);
  if (!isJob(record.type)) {
    const jobs = own
      ? (record.writers ?? []).map((id): JobFact => ({ ...nameOf(id), description: null }))
      : [];
    const links = own
      ? jobs.map((job): LinkFact => ({ ...declared('output', job, own), origin: 'inferred' }))
      : [];
    return { time, jobs, runs: [], datasets: own ? [own] : [], links };
  }
  const job: JobFact = {
    ...nameOf(record.id),
    description: record.description,
    claims: [...jobClaims(record), ...documentationOf(record), ...(own ? [] : keptClaims(record))],
  };
  const inputs = record.inputs.map(datasetOf);
  return {
    time,
    jobs: [job],
    runs: [],
    datasets: own ? [...inputs, own] : inputs,
    links: [
      ...inputs.map((dataset) => declared('input', job, dataset)),
      ...(own ? [declared('output', job, own)] : []),
    ],
  };
}

function ownDataset(record: NodeRecord): DatasetFact {
  const { id, type, subtype, names, columns, relation, freshness } = record;
  const claims: ClaimFact[] = [
    { about: 'datasetType', body: { type: (subtype ?? type).toUpperCase(), subtype: type } },
    ...documentationOf(record),
    ...keptClaims(record),
  ];
  if (columns.length > 0) claims.push({ about: 'schema', body: { fields: columns } });
  if (relation !== null) claims.push(hierarchyOf(relation));
  if (freshness !== undefined) claims.push({ about: 'freshness', body: { objective: freshness } });
  return { ...datasetOf(id), kind: artifactKindOf(type, subtype), otherNames: names, claims };
}

function declared(role: LinkFact['role'], job: JobFact, dataset: DatasetFact): LinkFact {
  return { role, job, runId: null, dataset, origin: 'declared', purpose: null, requested: null };
}

function documentationOf({ description }: NodeRecord): readonly ClaimFact[] {
  return description === null ? [] : [{ about: 'documentation', body: { text: description } }];
}

/** What is said of the dataset that a node makes; of the job where it makes none. */
function keptClaims({ tags, owners }: NodeRecord): readonly ClaimFact[] {
  const claims: ClaimFact[] = [];
  if (tags.length > 0) claims.push({ about: 'tags', body: { tags } });
  if (owners.length > 0) claims.push({ about: 'owners', body: { owners } });
  return claims;
}

function jobClaims({ type, code, file }: NodeRecord): readonly ClaimFact[] {
  const jobType = { processingType: 'BATCH', integration: 'DBT', jobType: type.toUpperCase() };
  const claims: ClaimFact[] = [{ about: 'jobType', body: jobType }];
  if (file !== null) claims.push({ about: 'codeLocation', body: { type: 'file', path: file } });
  if (code === null) return claims;
  const { text, language, dialect } = code;
  if (language === 'sql')
    claims.push({ about: 'sql', body: dialect === null ? { text } : { text, dialect } });
  else claims.push({ about: 'code', body: { language, text } });
  return claims;
}
