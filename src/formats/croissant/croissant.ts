import type { ObjectShape } from '../jsonObjects';
import type { LineageFormat } from '../lineageFormat';

/** Metadata of a dataset in Croissant, 0.8 to 1.1. */
export const croissant: LineageFormat = {
  name: 'croissant',
  fileFormat: 'json',
  usualPaths: /(?:^|\/)(?:croissant|metadata)\.json(?:ld)?$/i,
  recognition: { by: 'object', test: isCroissant },
  reader: async () => (await import('./croissantReader')).croissantReader,
};

function isCroissant({ members }: ObjectShape): boolean {
  if (!members.has('@context')) return false;
  const conforms = members.get('conformsTo') ?? members.get('dct:conformsTo') ?? '';
  if (/mlcommons\.org\/croissant/.test(conforms)) return true;
  return (
    /"(?:sc:|https?:\/\/schema\.org\/|schema:)?Dataset"/.test(members.get('@type') ?? '') &&
    members.has('recordSet')
  );
}
