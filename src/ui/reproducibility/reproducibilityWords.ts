import type { ClauseName } from '../../gates/reproducibility/clauses';
import type { EqualBy } from '../../gates/reproducibility/tolerance';
import type { RerunVerdict } from '../../operations/lineage/compareRerun';
import type { Repeated } from '../../operations/lineage/reproducibility';

export const clauseNames: Readonly<Record<ClauseName, string>> = {
  inputsPinned: 'Inputs pinned',
  bytesVerified: 'Bytes verified',
  codePinned: 'Code pinned',
  treeClean: 'Work tree clean',
  environmentPinned: 'Environment pinned',
  parametersRecorded: 'Parameters recorded',
  seedRecorded: 'Seed recorded',
  outputsDigested: 'Outputs have digests',
};

export const truthNames = {
  true: 'It can be made again: every clause holds.',
  false: 'It cannot be made again as it is: a clause does not hold.',
  unknown: 'Not known whether it can be made again.',
} as const;

/** What another stored run says. */
export function repeatedWords({ kind, by, run }: Repeated): string {
  if (kind === 'verified') {
    const how = by === 'digest' ? 'the same bytes' : 'the same rows';
    return `Verified: run ${run?.run.id.slice(0, 8) ?? ''} with the same inputs, code and parameters gave ${how}.`;
  }
  return kind === 'broken'
    ? `Broken: run ${run?.run.id.slice(0, 8) ?? ''} with the same inputs, code and parameters gave something else.`
    : 'Claimed: no second run is recorded.';
}

const byWords: Readonly<Record<EqualBy, string>> = {
  digest: 'by digest',
  logicalDigest: 'by logical digest',
  cells: 'within the tolerance of cells',
  metrics: 'within the tolerance of metrics',
  psi: 'by PSI below the limit',
};

export function rerunWords({ kind, by }: RerunVerdict): string {
  if (kind === 'verified') return `Verified ${by === null ? '' : byWords[by]}: every output is equal.`;
  return kind === 'broken'
    ? 'Broken: an output is not equal.'
    : 'Claimed: not every output could be compared.';
}
