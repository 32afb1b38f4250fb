/** In the order in which a check lists them: what needs a look comes first. */
export const checkOutcomes = [
  'modified',
  'missing',
  'moved',
  'new',
  'unread',
  'unchecked',
  'unchanged',
] as const;

/** What became of a file since it was added. */
export type CheckOutcome = (typeof checkOutcomes)[number];
