import type { Clause, Rule } from '../../gates/contract/clause';
import { parseDecimal } from '../../gates/contract/decimal';
import { readDuration } from '../../gates/contract/duration';
import { escalateFrom } from '../../gates/privacy/decide';
import { personalKinds } from '../../gates/privacy/kinds';
import { isStatistic, metricStatistics, statistics, type Range } from '../../gates/contract/tableRule';
import { readFreshnessObjective } from './readFreshnessObjective';
import type { TreeNode } from './treeNode';

/** What our own properties are called begins so; what others write into `customProperties` is none of ours. */
const prefix = 'throughline';

/** Says which artifact of a workspace stands for an object; it promises nothing. */
const artifactProperty = 'throughlineArtifact';

type Place = Pick<Clause, 'column' | 'root'>;
type ReadRule = (value: TreeNode) => Rule;

const ofObject: Readonly<Record<string, ReadRule>> = {
  throughlineDigest: (value) => digestRule(value, false),
  throughlineLogicalDigest: (value) => digestRule(value, true),
  throughlineEncoding: (value) =>
    value.text === null ? wrong('an encoding, such as utf-8') : { kind: 'encoding', encoding: value.text },
  throughlineColumns: columnsRule,
  throughlineFileAge: fileAgeRule,
  throughlineFreshness: freshnessRule,
  throughlineRowCountChange: (value) => rangeRule(value, (range) => ({ kind: 'rowCountChange', ...range })),
  throughlineLicence: licenceRule,
  throughlineCorrelation: correlationRule,
  throughlineMetric: metricRule,
  throughlineFiles: filesRule,
  throughlineSignature: (value) => {
    const model = value.text ?? value.at('model').text;
    return model === null
      ? wrong('{model}: the path of an MLmodel, or its folder')
      : { kind: 'signature', model };
  },
  throughlinePrivacy: privacyRule,
};

const ofProperty: Readonly<Record<string, ReadRule>> = {
  throughlineDrift: driftRule,
  throughlineStatistic: statisticRule,
  throughlineSorted: sortedRule,
  throughlineFormat: formatRule,
  throughlineNotInFuture: (value) =>
    value.boolean === true ? { kind: 'notInFuture' } : { kind: 'notChecked', why: 'false forbids nothing' },
};

/** The clauses of our own among the custom properties of an object, or of a property where it has a column. */
export function readOwnProperties(node: TreeNode, place: Place): readonly Clause[] {
  const known = place.column === null ? ofObject : ofProperty;
  return node.at('customProperties').items.flatMap((item) => {
    const name = item.at('property').text ?? '';
    if (!name.startsWith(prefix) || (name === artifactProperty && place.column === null)) return [];
    const value = item.at('value');
    const isInner = place.column !== place.root && name !== 'throughlineFormat';
    const read = Object.hasOwn(known, name) && !isInner ? known[name] : undefined;
    const rule: Rule = read?.(value) ?? {
      kind: 'unknown',
      why: `${name} is no property of Throughline in this place`,
    };
    const severity = value.at('severity').text;
    return [{ pointer: item.pointer, name, id: item.at('id').text, severity, ...place, rule }];
  });
}

/** The name of the artifact that stands for an object, where its contract says one. */
export function readArtifactName(object: TreeNode): string | null {
  const said = object
    .at('customProperties')
    .items.find((item) => item.at('property').text === artifactProperty);
  return said?.at('value').text ?? null;
}

function wrong(wanted: string): Rule {
  return { kind: 'unknown', why: `its value must be ${wanted}` };
}

function digestRule(value: TreeNode, isLogical: boolean): Rule {
  const digest = value.text ?? '';
  return /^[0-9a-f]{64}$/i.test(digest)
    ? { kind: 'digest', digest, isLogical }
    : wrong('a digest of 64 hexadecimal digits');
}

function columnsRule(value: TreeNode): Rule {
  const extra = value.at('extra').text ?? 'allowed';
  const order = value.at('order').text ?? 'free';
  if (!['allowed', 'forbidden'].includes(extra) || !['free', 'fixed'].includes(order))
    return wrong('{extra: allowed or forbidden, order: free or fixed}');
  return { kind: 'columns', isExact: extra === 'forbidden', isOrdered: order === 'fixed' };
}

function fileAgeRule(value: TreeNode): Rule {
  const unit = value.at('unit').text;
  const limit = readDuration(value.text ?? value.at('value').text ?? '', unit);
  return limit === null
    ? wrong('{value, unit} as a service level has it, or a duration of ISO 8601')
    : { kind: 'fileAge', limit };
}

function freshnessRule(value: TreeNode): Rule {
  const objective = readFreshnessObjective(value);
  return objective.ok
    ? { kind: 'freshness', objective: objective.value }
    : { kind: 'unknown', why: objective.error };
}

function licenceRule(value: TreeNode): Rule {
  const allowed = value.at('allowed').isThere ? value.at('allowed').texts : value.texts;
  return allowed.length === 0 ? wrong('an SPDX identifier, or a list of them') : { kind: 'licence', allowed };
}

/** `none`, kinds that may be there, or `{allowed, from}`. */
function privacyRule(value: TreeNode): Rule {
  const given = value.at('allowed').isThere
    ? value.at('allowed').texts
    : value.text === 'none'
      ? []
      : value.texts;
  const allowed = personalKinds.filter((kind) => given.includes(kind));
  const from = value.at('from').isThere ? Number(value.at('from').text ?? Number.NaN) : escalateFrom;
  return allowed.length < given.length || !(from >= 0 && from <= 1)
    ? wrong(`none, a list of ${personalKinds.join(', ')}, or {allowed, from} with a score from 0 to 1`)
    : { kind: 'privacy', allowed, from };
}

/** `{minimum, maximum}`, at least one of them, both of them allowed values. */
function rangeRule(value: TreeNode, made: (range: Range) => Rule): Rule {
  const [minimum, maximum] = ['minimum', 'maximum'].map((name) => {
    const node = value.at(name);
    return node.isThere ? parseDecimal(node.text ?? '') : undefined;
  });
  if (minimum === null || maximum === null || (minimum === undefined && maximum === undefined))
    return wrong('numbers: {minimum, maximum}, or one of them');
  return made({ minimum: minimum ?? null, maximum: maximum ?? null });
}

function correlationRule(value: TreeNode): Rule {
  const [a, b, more] = value.at('columns').texts;
  if (a === undefined || b === undefined || more !== undefined)
    return wrong('{columns: [a, b], minimum, maximum}, with two columns');
  return rangeRule(value, (range) => ({ kind: 'correlation', columns: [a, b], ...range }));
}

function metricRule(value: TreeNode): Rule {
  const metric = value.at('metric').text;
  const given = value.at('statistic').text ?? 'each';
  const statistic = metricStatistics.find((each) => each === given);
  if (metric === null || statistic === undefined)
    return wrong(`{metric, statistic, minimum, maximum}, with one of ${metricStatistics.join(', ')}`);
  return rangeRule(value, (range) => ({ kind: 'metricWithin', metric, statistic, ...range }));
}

/** `{minimum, maximum, kinds}`: how many files, and the endings that they may have; at least one of them. */
function filesRule(value: TreeNode): Rule {
  const kinds = value.at('kinds').isThere
    ? value.at('kinds').texts.map((each) => each.replace(/^\./, '').toLowerCase())
    : null;
  if (kinds?.length === 0) return wrong('kinds: a list of endings, such as [png, jpg]');
  const hasBounds = value.at('minimum').isThere || value.at('maximum').isThere;
  if (kinds !== null && !hasBounds) return { kind: 'files', kinds, minimum: null, maximum: null };
  return rangeRule(value, (range) => ({ kind: 'files', kinds, ...range }));
}

function statisticRule(value: TreeNode): Rule {
  const statistic = value.at('statistic').text ?? '';
  if (!isStatistic(statistic))
    return wrong(`{statistic, minimum, maximum}, with one of ${statistics.join(', ')}`);
  return rangeRule(value, (range) => ({ kind: 'statistic', statistic, ...range }));
}

function driftRule(value: TreeNode): Rule {
  const recipe = value.at('recipe').text ?? 'deciles';
  const maximum = parseDecimal(value.at('maximum').text ?? '');
  return maximum === null
    ? wrong('{recipe, maximum}, with the greatest PSI')
    : { kind: 'drift', recipe, maximum };
}

function sortedRule(value: TreeNode): Rule {
  const order = value.text ?? value.at('order').text;
  if (order !== 'ascending' && order !== 'descending') return wrong('ascending or descending');
  return { kind: 'sorted', isDescending: order === 'descending' };
}

/** Formats that the standard leaves to the reader, as patterns. */
const formats: Readonly<Record<string, string>> = {
  email:
    "^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)+$",
  uuid: '^[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$',
  trimmed: '^(?:\\S(?:[^]*\\S)?)?$',
};

function formatRule(value: TreeNode): Rule {
  const pattern = Object.hasOwn(formats, value.text ?? '') ? formats[value.text!] : undefined;
  return pattern === undefined
    ? wrong(`one of ${Object.keys(formats).join(', ')}`)
    : { kind: 'pattern', pattern };
}
