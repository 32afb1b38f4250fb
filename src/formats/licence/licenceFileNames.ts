/** Names of files with a licence field, in small letters. */
const fieldFiles = [
  'package.json',
  'composer.json',
  'codemeta.json',
  'datapackage.json',
  'pyproject.toml',
  'cargo.toml',
  'setup.cfg',
  'setup.py',
  'citation.cff',
  'pkg-info',
  'metadata',
  'description',
  'pom.xml',
] as const;

/** The name of a file with a licence field. */
export type FieldFile = (typeof fieldFiles)[number];

/** Larger files are no licence, card or manifest of a package. */
export const largestLicenceFile = 4 * 1024 * 1024;

/** Whether a name, in small letters, is that of a file with a licence field. */
export function isFieldFile(name: string): name is FieldFile {
  return (fieldFiles as readonly string[]).includes(name);
}

/** Whether a name, in small letters, is that of a card of a model or data set. */
export function isCard(name: string): boolean {
  return /^readme(?:\.[\w-]+)?\.md$/.test(name);
}

/** Whether a file of this name is the text of a licence. */
export function isLicenceFile(path: string): boolean {
  const name = nameOf(path);
  return (
    /^(?:un)?licen[cs]e(?:[.-][\w.-]+)?$|^copying(?:\.[\w.-]+)?$/i.test(name) &&
    !/\.(?:[cm]?[jt]sx?|py|json|html)$/i.test(name)
  );
}

/** Whether a file may tell a licence, by its name, so that it is worth reading. */
export function mayTellLicence(path: string): boolean {
  const name = nameOf(path).toLowerCase();
  return isLicenceFile(path) || isFieldFile(name) || isCard(name) || /croissant|metadata.*\.json$/.test(name);
}

function nameOf(path: string): string {
  return path.split('/').at(-1)!;
}
