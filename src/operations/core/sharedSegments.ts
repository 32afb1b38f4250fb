/** How many segments two paths share from the end; a backslash parts them, too. */
export function sharedSegments(name: string, path: string): number {
  const [own, other] = [name, path].map((text) => text.split(/[/\\]/).reverse());
  const end = own!.findIndex((segment, at) => segment !== other![at]);
  return end === -1 ? own!.length : end;
}
