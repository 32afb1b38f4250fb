import type { ObjectShape } from '../jsonObjects';
import type { LineageFormat } from '../lineageFormat';

/** Descriptors of Data Packages 1 and 2, as JSON. */
export const dataPackage: LineageFormat = {
  name: 'data-package',
  fileFormat: 'json',
  usualPaths: /(?:^|\/)datapackage\.json$/,
  recognition: { by: 'object', test: isPackage },
  reader: async () => (await import('./packageReader')).dataPackageReader,
};

/** The same as YAML. */
export const dataPackageYaml: LineageFormat = {
  name: 'data-package-yaml',
  fileFormat: 'yaml',
  usualPaths: /(?:^|\/)datapackage\.ya?ml$/,
  recognition: {
    by: 'text',
    test: ({ path, text }) => /datapackage[^/]*\.ya?ml$/i.test(path) && /^resources:/m.test(text),
  },
  reader: async () => (await import('./packageReader')).dataPackageYamlReader,
};

function isPackage({ members }: ObjectShape, path: string): boolean {
  const resources = members.get('resources') ?? '';
  if (!resources.startsWith('[')) return false;
  if (/data-?package/i.test(members.get('profile') ?? members.get('$schema') ?? '')) return true;
  if (/(?:^|\/)datapackage\.json$/i.test(path)) return true;
  return /^\[\{(?=.*"(?:path|data)":)(?=.*"(?:name|schema|format)":)/.test(resources);
}
