import { type LineagePlace, pathBeside } from '../lineagePlace';

/** What a dropped file is called that stands beside a document under a path that the document names; null where there is none. */
export async function placedName(
  place: LineagePlace,
  document: string,
  relative: string,
): Promise<string | null> {
  const path = pathBeside(document, relative);
  if (path === null || path === '') return null;
  return (await place.open(path)) === null ? null : place.shownName(path);
}
