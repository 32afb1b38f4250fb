const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** A run's id as it is compared, wherever it stands: a UUID in lower case, any other text as it is. */
export function canonicalRunId(text: string): { readonly value: string; readonly isUuid: boolean } {
  return uuid.test(text) ? { value: text.toLowerCase(), isUuid: true } : { value: text, isUuid: false };
}
