import type { DatasetFact, JobFact } from '../../lineage/facts';
import { type DatasetDetails, datasetFact, jobFact } from '../documents/statementDraft';

const kedroNamespace = 'kedro';

/** A node of a pipeline, by its full name. */
export function nodeJob(name: string, description: string | null = null): JobFact {
  return jobFact({ namespace: kedroNamespace, name }, { description });
}

/** The pipelines of a project, as one run goes through them. */
export const pipelineJob: JobFact = nodeJob('kedro run');

/** An entry of the catalog without what stands behind `@`: a transcoded dataset is one. Parameters hold no data. */
export function catalogDataset(name: string, details: DatasetDetails = {}): DatasetFact {
  const kind = /^(?:params:|parameters$)/.test(name) ? 'other' : null;
  return datasetFact({ namespace: kedroNamespace, name: name.replace(/@[^@]*$/, '') }, { kind, ...details });
}
