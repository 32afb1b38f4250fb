/** What can be found, in the order in which it is listed: what endangers a figure first. */
export const findingKinds = [
  'leakage',
  'skew',
  'tailGrew',
  'unknownTraining',
  'undeclaredInput',
  'unusedInput',
  'twoProducers',
  'noProducer',
  'sameBytes',
  'noOwner',
] as const;
/** Its name, as `--fail-on` takes it. */
export type FindingKind = (typeof findingKinds)[number];
