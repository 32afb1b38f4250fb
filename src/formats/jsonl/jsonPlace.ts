/** Where an offset of a text is, as people count: `line 2, column 1`. */
export function jsonPlace(text: string, offset: number): string {
  const before = text.slice(0, offset);
  const line = (before.match(/\n/g)?.length ?? 0) + 1;
  return `line ${line}, column ${before.length - before.lastIndexOf('\n')}`;
}
