/** A path of more parts than this stays whole: nobody tells names apart by its tenth folder. */
const maxParts = 8;

/**
 * For each name the shortest end of its path that no other of them has: `duration.csv`, and `raw/trips.csv` where there is
 * a `clean/trips.csv`. Those of `uniqueIds` are dbt's, and leave out the type and the package: `orders` of `model.shop.orders`.
 */
export function tellApart(
  names: Iterable<string>,
  uniqueIds: ReadonlySet<string> = new Set(),
): ReadonlyMap<string, string> {
  const ends = new Map<string, readonly string[]>();
  for (const name of names)
    if (!ends.has(name)) ends.set(name, uniqueIds.has(name) ? endsOfUniqueId(name) : endsOf(name));
  const counts = new Map<string, number>();
  for (const each of ends.values()) for (const end of each) counts.set(end, (counts.get(end) ?? 0) + 1);
  return new Map([...ends].map(([name, each]) => [name, each.find((end) => counts.get(end) === 1) ?? name]));
}

function endsOfUniqueId(name: string): string[] {
  const end = /^\w+\.\w+\.(.+)$/.exec(name)?.[1];
  return end === undefined ? [name] : [end, name];
}

/** The ends of a path from its last part up to the whole. */
function endsOf(name: string): string[] {
  const ends: string[] = [];
  for (let at = name.length - 1; ends.length < maxParts;) {
    at = at <= 0 ? -1 : name.lastIndexOf('/', at - 1);
    if (at <= 0) break;
    ends.push(name.slice(at + 1));
  }
  return [...ends, name];
}
