import type { Placed } from '../openlineage/place';
import { textOf } from './artifactShape';

/**
 * The name of a manifest's own project. Before dbt 1.6 the manifest has only the name's MD5: it is the package of that
 * MD5 then. Null where none is.
 */
export function projectOf(
  metadata: Placed,
  packages: readonly (string | null)[],
  md5: (text: string) => string,
): string | null {
  const name = textOf(metadata.at('project_name'));
  if (name !== null) return name;
  const id = textOf(metadata.at('project_id'));
  return [...new Set(packages)].find((each) => each !== null && md5(each) === id) ?? null;
}
