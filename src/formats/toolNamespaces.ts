import type { Reference } from '../lineage/records';

/** The namespaces of tools whose names are paths in a repository. */
export const toolNamespaces: ReadonlySet<string> = new Set(['dvc', 'git-lfs']);

/** The namespace of what a tool names in one repository. */
export function repositoryNamespace(tool: string, repository: string): string {
  return `${tool}:${repository}`;
}

/** The tool's own namespace of a name that stands under that of a repository; null of any other. */
export function toolOf(namespace: string): string | null {
  const colon = namespace.indexOf(':');
  const tool = colon === -1 ? namespace : namespace.slice(0, colon);
  return toolNamespaces.has(tool) ? tool : null;
}

/** What a path of a repository is called as a file; none of what lies outside of it, or has an address. */
export function fileNames(folder: string, path: string): readonly Reference[] {
  if (path === '' || /^(?:\.\.(?:\/|$)|[\w+.-]+:\/\/)/.test(path)) return [];
  return [{ namespace: 'file', name: folder === '' ? path : `${folder}/${path}` }];
}
