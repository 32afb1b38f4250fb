/** The name of a list that someone may have meant: equal but for case, blanks and marks; null where there is none. */
export function nearName(wanted: string, names: readonly string[]): string | null {
  const plain = plainName(wanted);
  return names.find((name) => plainName(name) === plain) ?? null;
}

function plainName(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_-]+/g, '');
}
