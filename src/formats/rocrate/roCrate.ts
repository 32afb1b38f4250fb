import type { ObjectShape } from '../jsonObjects';
import type { LineageFormat } from '../lineageFormat';

/** The metadata of a Research Object Crate, 1.0 to 1.3, with those of workflow runs. */
export const roCrate: LineageFormat = {
  name: 'ro-crate',
  fileFormat: 'json',
  usualPaths: /ro-crate-metadata\.json(?:ld)?$/,
  recognition: { by: 'object', test: isCrate },
  reader: async () => (await import('./crateReader')).roCrateReader,
};

function isCrate({ members }: ObjectShape, path: string): boolean {
  if (members.get('@graph')?.startsWith('[') !== true) return false;
  return (
    /w3id\.org\/ro\/crate/.test(members.get('@context') ?? '') || /ro-crate-metadata\.json(?:ld)?$/.test(path)
  );
}
