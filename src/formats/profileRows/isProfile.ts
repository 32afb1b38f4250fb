/** Whether a table is one whose rows are profiles, by the names of its columns alone. */
export function isProfile(columnNames: readonly string[]): boolean {
  const names = new Set(columnNames);
  if (isState(names)) return true;
  if (!names.has('rows') || !names.has('c0_count')) return false;
  return (
    names.has('throughline') || columnNames.some((name) => /^c\d{1,5}_(?:kll|hll|theta|top)$/.test(name))
  );
}

/** Whether the rows are states of profiles that were made here. */
export function isState(names: ReadonlySet<string>): boolean {
  return (
    names.size === 5 &&
    ['throughline', 'version', 'reading', 'profile', 'registers'].every((name) => names.has(name))
  );
}

/** Whether a text begins as one row of a profile in JSON, which may be the only line. */
export function beginsAsProfile(text: string): boolean {
  const head = text.slice(0, 4096);
  return (
    /"throughline":"\{\\"throughline\\":\\"profile\\"/.test(head) ||
    /^\{"(?:throughline":"state"|rows":\d+,"c0_count":)/.test(head)
  );
}
