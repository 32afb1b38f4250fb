import type { ObjectShape } from '../jsonObjects';
import type { LineageFormat } from '../lineageFormat';

/** Metadata files of DataHub: lists of change proposals, or of snapshots as they were before. */
export const dataHub: LineageFormat = {
  name: 'datahub',
  fileFormat: 'json',
  recognition: { by: 'object', test: isProposal },
  reader: async () => (await import('./dataHubReader')).dataHubReader,
};

function isProposal({ members }: ObjectShape): boolean {
  const isUrn = members.get('entityUrn')?.startsWith('"urn:li:') === true;
  if (isUrn && members.get('aspectName')?.startsWith('"') === true) return true;
  return /^\{"com\.linkedin\.[\w.]+Snapshot":/.test(members.get('proposedSnapshot') ?? '');
}
