import { worstVerdict, type Verdict } from '../contract/verdict';
import {
  combined,
  compareStrictness,
  matters,
  unknownConditions,
  type Conditions,
  type Matter,
} from './conditions';
import { choicesOf, licenceText, parseLicence, type LicenceTerm } from './expression';
import { licenceRow } from './licenceTable';
import type { LicenceRow } from './tableRow';

/** What a policy asks [N4]. Each but `compatible` is about one matter. */
export const licencePolicies = [
  'commercial-use',
  'no-share-alike',
  'attribution',
  'no-training',
  'no-derivatives',
  'compatible',
] as const;
/** One of them. */
export type LicencePolicy = (typeof licencePolicies)[number];

/** What each policy is about. */
const matterOf: Readonly<Record<Exclude<LicencePolicy, 'compatible'>, Matter>> = {
  'commercial-use': 'commercialUse',
  'no-share-alike': 'shareAlike',
  attribution: 'attribution',
  'no-training': 'training',
  'no-derivatives': 'derivatives',
};

/** What goes into a work, and under which licence: an SPDX expression, null where it is not known. */
export interface LicensedInput {
  /** Names the input and how it comes in. */
  readonly name: string;
  readonly expression: string | null;
}

/** What one policy says of one input, or of two that do not go together. */
export interface LicenceFinding {
  readonly policy: LicencePolicy;
  readonly verdict: Verdict;
  readonly message: string;
  /** The names of the inputs that it is of. */
  readonly inputs: readonly string[];
}

/** What policies say of all that goes into a work. */
export interface LicenceJudgement {
  readonly verdict: Verdict;
  /** What does not pass, in the order of policies and inputs. */
  readonly findings: readonly LicenceFinding[];
  /** Of each matter the strictest. */
  readonly conditions: Conditions;
}

/**
 * Holds inputs against policies [N5]. `isDerived`: a work is made of them, so that licences must go together and allow derivatives. A
 * further input never makes the verdict better, nor a condition laxer.
 */
export function judgeLicences(
  inputs: readonly LicensedInput[],
  policies: readonly LicencePolicy[],
  isDerived = inputs.length > 1,
): LicenceJudgement {
  const findings = policies.flatMap((policy) =>
    policy === 'compatible'
      ? isDerived
        ? conflicts(inputs)
        : []
      : inputs.flatMap((input) => findingOf(policy, matterOf[policy], input, policies)),
  );
  const verdicts = findings.map(({ verdict }) => verdict);
  return {
    verdict: inputs.length === 0 ? 'unknown' : worstVerdict(['pass', ...verdicts]),
    findings,
    conditions: combined(inputs.map(({ expression }) => conditionsOf(expression, policies))),
  };
}

/** What an expression asks: of a choice, the one that the policies are kept best by; unknown for none and for what is not in the table. */
export function conditionsOf(
  expression: string | null,
  policies: readonly LicencePolicy[] = licencePolicies,
): Conditions {
  const choices = choicesOfText(expression);
  if (choices === null) return unknownConditions;
  const asked = policies.flatMap((policy) => (policy === 'compatible' ? [] : [matterOf[policy]]));
  return choices
    .map((terms) => combined(terms.map(termConditions)))
    .reduce((best, each) => (isLaxer(each, best, asked) ? each : best));
}

/** The worst of what is asked about decides, then the other matters. */
function isLaxer(a: Conditions, b: Conditions, asked: readonly Matter[]): boolean {
  const ranked = (conditions: Conditions, of: readonly Matter[]) =>
    of.map((matter) => conditions[matter]).toSorted((x, y) => compareStrictness(y, x));
  for (const of of [asked, matters]) {
    const [left, right] = [ranked(a, of), ranked(b, of)];
    for (const [at, strictness] of left.entries()) {
      const order = compareStrictness(strictness, right[at]!);
      if (order !== 0) return order < 0;
    }
  }
  return false;
}

function termConditions({ id, exception }: LicenceTerm): Conditions {
  const row = licenceRow(id);
  if (!row) return unknownConditions;
  // An exception, such as that of the class path, narrows what has to be shared alike.
  if (exception === null || row.conditions.shareAlike !== 'bound') return row.conditions;
  return { ...row.conditions, shareAlike: 'limited' };
}

function choicesOfText(expression: string | null): readonly (readonly LicenceTerm[])[] | null {
  if (expression === null || /^(?:NOASSERTION|NONE)$/i.test(expression.trim())) return null;
  const parsed = parseLicence(expression);
  return parsed.ok ? choicesOf(parsed.value) : null;
}

const words: Readonly<Record<Matter, Readonly<Record<'bound' | 'limited', string>>>> = {
  commercialUse: { bound: 'forbids commercial use', limited: 'has terms for commercial use' },
  shareAlike: { bound: 'has to be shared alike', limited: 'has to be shared alike in part' },
  attribution: { bound: 'asks for attribution', limited: 'asks for attribution in part' },
  training: { bound: 'forbids training', limited: 'has terms for training' },
  derivatives: { bound: 'forbids derivatives', limited: 'has terms for derivatives' },
};

function findingOf(
  policy: LicencePolicy,
  matter: Matter,
  { name, expression }: LicensedInput,
  policies: readonly LicencePolicy[],
): readonly LicenceFinding[] {
  const strictness = conditionsOf(expression, policies)[matter];
  if (strictness === 'free') return [];
  if (strictness === 'unknown') {
    const message =
      expression === null
        ? `the licence of ${name} is not known`
        : `${expression} of ${name} is not in the table of licences`;
    return [{ policy, verdict: 'unknown', message, inputs: [name] }];
  }
  // Attribution that is owed can be given: it is exported as text.
  const verdict = strictness === 'limited' || matter === 'attribution' ? 'warn' : 'fail';
  return [
    { policy, verdict, message: `${expression} of ${name} ${words[matter][strictness]}`, inputs: [name] },
  ];
}

/** Families that may be shared under another one: the first under the second. */
const goesInto: ReadonlySet<string> = new Set([
  'GPL-2 or later>GPL-3',
  'GPL-2 or later>AGPL-3',
  'GPL-3>AGPL-3',
  'CC-BY-SA-4.0>GPL-3',
]);

/** Inputs that cannot stand in one work, whatever is chosen. */
function conflicts(inputs: readonly LicensedInput[]): readonly LicenceFinding[] {
  const choices = inputs.map(({ expression }) => choicesOfText(expression));
  const found = inputs.flatMap((input, at): LicenceFinding[] => {
    const own = choices[at]!;
    if (own === null)
      return [
        {
          policy: 'compatible',
          verdict: 'unknown',
          message: `the licence of ${input.name} is not known`,
          inputs: [input.name],
        },
      ];
    if (!own.every((terms) => terms.some(({ id }) => licenceRow(id)?.conditions.derivatives === 'bound')))
      return [];
    const message = `${input.expression ?? ''} of ${input.name} forbids derivatives, and a work is made of it`;
    return [{ policy: 'compatible', verdict: 'fail', message, inputs: [input.name] }];
  });
  for (let first = 0; first < inputs.length; first++)
    for (let second = first; second < inputs.length; second++) {
      const message = pairConflict(choices[first]!, choices[second]!);
      if (message === null) continue;
      const names = [...new Set([inputs[first]!.name, inputs[second]!.name])];
      found.push({
        policy: 'compatible',
        verdict: 'fail',
        message: `${message}: ${names.join(' and ')}`,
        inputs: names,
      });
    }
  return found;
}

/** Why no choices of two go together; null where some do, or one is not known. */
function pairConflict(
  first: readonly (readonly LicenceTerm[])[] | null,
  second: readonly (readonly LicenceTerm[])[] | null,
): string | null {
  if (first === null || second === null) return null;
  let why: string | null = null;
  for (const a of first)
    for (const b of second) {
      why = termsConflict([...a, ...b]);
      if (why === null) return null;
    }
  return why;
}

function termsConflict(terms: readonly LicenceTerm[]): string | null {
  for (const a of terms)
    for (const b of terms) {
      const why = a === b ? null : termConflict(a, b);
      if (why !== null) return why;
    }
  return null;
}

/** What is shared alike under `a` cannot carry what `b` asks beyond it. */
function termConflict(a: LicenceTerm, b: LicenceTerm): string | null {
  const [rowA, rowB] = [licenceRow(a.id), licenceRow(b.id)];
  if (!rowA || !rowB || a.exception !== null || rowA.conditions.shareAlike !== 'bound') return null;
  const [textA, textB] = [licenceText(a), licenceText(b)];
  if (rowB.conditions.commercialUse === 'bound' && rowA.conditions.commercialUse !== 'bound')
    return `${textA} shares alike with commercial use, which ${textB} forbids`;
  const isOther =
    rowB.conditions.shareAlike === 'bound' && b.exception === null && rowA.family !== rowB.family;
  if (!isOther || isAccepted(rowA, rowB) || isAccepted(rowB, rowA)) return null;
  return `${textA} and ${textB} both have to be shared alike, each under itself`;
}

function isAccepted(from: LicenceRow, into: LicenceRow): boolean {
  const names = [from.family, `${from.family} or later`, from.id];
  const [family, later, id] = names;
  const own = [family, id, ...(from.id.endsWith('-or-later') ? [later] : [])];
  return own.some((name) => goesInto.has(`${name}>${into.family}`));
}
