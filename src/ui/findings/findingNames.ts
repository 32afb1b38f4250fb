import type { FindingKind } from '../../operations/findings/findingKinds';

/** What a kind of finding is called. */
export const findingNames: Readonly<Record<FindingKind, string>> = {
  leakage: 'Test rows in the training set',
  skew: 'Served data unlike the training data',
  tailGrew: 'Tails that grew',
  unknownTraining: 'Models without training data',
  undeclaredInput: 'Inputs that nobody declared',
  unusedInput: 'Inputs that no run read',
  twoProducers: 'Artifacts with two producers',
  noProducer: 'Versions that no run wrote',
  sameBytes: 'Copies without a link',
  noOwner: 'Artifacts without an owner',
};
