import type { Placed } from '../openlineage/place';

/** One path, or several that make one table. */
export function pathsOf(resource: Placed): readonly string[] {
  const path = resource.at('path');
  return (path.items() ?? [path]).flatMap(({ text }) => text ?? []);
}
