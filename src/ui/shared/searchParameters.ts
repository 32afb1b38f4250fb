/** Readers of what stands in a link: anything that is not as expected counts as not there. */
export type SearchParameters = Readonly<Record<string, unknown>>;

export function optionalText(value: unknown): string | undefined {
  if (typeof value === 'string') return value === '' ? undefined : value;
  // Text that looks like a number or a truth value comes back as one from the link.
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

/** A list of texts, which may be empty. */
export function optionalTexts(value: unknown): readonly string[] | undefined {
  return Array.isArray(value) ? value.flatMap((each) => optionalText(each) ?? []) : undefined;
}

export function optionalCount(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : undefined;
}

export function optionalOneOf<T extends string>(value: unknown, allowed: readonly T[]): T | undefined {
  return allowed.find((candidate) => candidate === value);
}

/** Leaves out what is undefined, so that a link holds only choices that were made. */
export function chosen<T extends object>(search: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}

/**
 * A reader whose result is all that a view sees of its link. The router lays what a reader gives over what stands in
 * the link, so that a parameter which was not understood would still reach the view as it came, unless it is unset here.
 */
export function nothingBut<T extends object>(
  read: (raw: SearchParameters) => T,
): (raw: SearchParameters) => T {
  return (raw) => ({
    ...Object.fromEntries(Object.keys(raw).map((name) => [name, undefined])),
    ...read(raw),
  });
}
