import type { Reference } from '../../lineage/records';
import { findingKinds, type FindingKind } from './findingKinds';

/** Something that nobody declared, or that speaks against what was. */
export interface Finding {
  readonly kind: FindingKind;
  /** The artifact, job or file that it is about. */
  readonly subject: Reference;
  /** The others that it is about. */
  readonly others: readonly Reference[];
  /** What of the subject it is about, such as a version: a person who accepts the finding accepts it of that alone. */
  readonly about: string;
  /** What was found, with its figures. */
  readonly found: string;
  readonly why: string;
  readonly todo: string;
}

/** What a kind means, and what to do about it. */
const words: Readonly<Record<FindingKind, { readonly why: string; readonly todo: string }>> = {
  leakage: {
    why: 'A model is scored on rows that it has learned, so the score is too good.',
    todo: 'Take these rows out of the test set, or split the data anew, and measure again.',
  },
  skew: {
    why: 'The model answers for data that is unlike what it was trained on.',
    todo: 'Look at the columns that drifted. Train on newer data, or mend what prepares the served data.',
  },
  tailGrew: {
    why: 'The slowest answers became slower while the median stayed, which an average hides.',
    todo: 'Look at the slowest cases first: time-outs, large inputs, cold starts.',
  },
  unknownTraining: {
    why: 'Nobody can say what this model learned, or make it again.',
    todo: 'Record the run that trained it with its inputs, or import the lineage of the tool that ran it.',
  },
  undeclaredInput: {
    why: 'The job depends on something that its definition does not name.',
    todo: 'Declare the input, so that a change of it makes the job run again.',
  },
  unusedInput: {
    why: 'The definition names an input that no run was seen to read.',
    todo: 'Take the input out of the definition, or find out why the run does not read it.',
  },
  twoProducers: {
    why: 'Several jobs write the same artifact: the last one wins.',
    todo: 'Let one job write it, or give each its own artifact.',
  },
  noProducer: {
    why: 'A job writes this artifact, but nobody saw which run made this version.',
    todo: 'Record the run that made it, or find out who put it there by hand.',
  },
  sameBytes: {
    why: 'Two artifacts have the same bytes, and no link says that one is a copy.',
    todo: 'Link them, or merge them if they are one artifact.',
  },
  noOwner: {
    why: 'Nobody is named who answers for it.',
    todo: 'Set an owner on its latest version.',
  },
};

/** A finding with the words of its kind. */
export function findingOf(
  kind: FindingKind,
  subject: Reference,
  { found, about = '', others = [] }: FindingDetails,
): Finding {
  return {
    kind,
    subject: referenceOf(subject),
    others: others.map(referenceOf),
    about,
    found,
    ...words[kind],
  };
}

interface FindingDetails {
  readonly found: string;
  readonly about?: string;
  readonly others?: readonly Reference[];
}

function referenceOf({ namespace, name }: Reference): Reference {
  return { namespace, name };
}

/** By kind, then by name. */
export function inOrder(findings: readonly Finding[]): readonly Finding[] {
  const rank = (finding: Finding): string =>
    JSON.stringify([
      String(findingKinds.indexOf(finding.kind)).padStart(2, '0'),
      finding.subject.namespace,
      finding.subject.name,
      finding.found,
    ]);
  return findings
    .map((finding) => [rank(finding), finding] as const)
    .sort(([a], [b]) => (a < b ? -1 : Number(a > b)))
    .map(([, finding]) => finding);
}
