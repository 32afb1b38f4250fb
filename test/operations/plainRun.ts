import type { RunDraft } from '../../src/operations/lineage/runDraft';

/** What a person fills in of a run that ended well and of which nothing else is known. */
export const plainRun: Omit<RunDraft, 'job'> = {
  inputs: [],
  outputs: [],
  state: 'completed',
  startedAt: null,
  endedAt: null,
  parameters: {},
  metrics: {},
  codeVersion: null,
  environment: null,
  seed: null,
  actor: null,
};
