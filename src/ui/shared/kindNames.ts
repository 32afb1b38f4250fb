import type { ArtifactKind } from '../../versioning/records';

export type NodeKind = ArtifactKind | 'job' | 'run';

/** Kinds in words, as they stand in filters, badges and legends. */
export const kindNames: Readonly<Record<NodeKind, string>> = {
  dataset: 'Dataset',
  features: 'Features',
  model: 'Model',
  endpoint: 'Endpoint',
  report: 'Report',
  code: 'Code',
  other: 'Other',
  job: 'Job',
  run: 'Run',
};
