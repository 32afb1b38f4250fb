import type { Limit, Rule } from '../../gates/contract/clause';
import { parseDecimal } from '../../gates/contract/decimal';
import { isoMoment, readerOfFormat } from '../../gates/contract/temporal';
import type { TreeNode } from './treeNode';

const sizes = {
  minLength: ['length', 'least'],
  maxLength: ['length', 'most'],
  minItems: ['items', 'least'],
  maxItems: ['items', 'most'],
  minProperties: ['members', 'least'],
  maxProperties: ['members', 'most'],
} as const;

/** The rule of one key of `logicalTypeOptions`; null where it is part of another, as the booleans of 3.0 are. */
export function readOption(options: TreeNode, name: string, logicalType: string | null): Rule | null {
  const node = options.at(name);
  switch (name) {
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
    case 'exclusiveMaximum':
      return boundRule(options, name, logicalType);
    case 'minLength':
    case 'maxLength':
    case 'minItems':
    case 'maxItems':
    case 'minProperties':
    case 'maxProperties': {
      const limit = sizeOf(node);
      const [kind, side] = sizes[name];
      return limit === null ? notANumber(name) : { kind, side, limit };
    }
    case 'multipleOf': {
      const of = parseDecimal(node.text ?? '');
      return of === null ? notANumber(name) : { kind: 'multipleOf', of };
    }
    case 'pattern':
      return patternRule(node.text ?? '');
    case 'uniqueItems':
      if (node.boolean === null) return { kind: 'unknown', why: 'uniqueItems must be true or false' };
      return node.boolean ? { kind: 'uniqueItems' } : { kind: 'notChecked', why: 'false forbids nothing' };
    case 'required':
      return node.list === null
        ? { kind: 'unknown', why: 'required must list the names of members' }
        : { kind: 'hasMembers', names: node.texts };
    case 'dimensions': {
      const count = sizeOf(node);
      return count === null ? notANumber(name) : { kind: 'dimensions', count };
    }
    case 'format':
      return formatRule(node.text ?? '', logicalType);
    default:
      return { kind: 'notChecked', why: `${name} is not checked here` };
  }
}

function notANumber(name: string): Rule {
  return { kind: 'unknown', why: `${name} must be a number` };
}

function sizeOf(node: TreeNode): number | null {
  const size = Number(node.text ?? '');
  return node.isThere && Number.isSafeInteger(size) && size >= 0 ? size : null;
}

function isTemporalType(logicalType: string | null): boolean {
  return logicalType === 'date' || logicalType === 'timestamp' || logicalType === 'time';
}

function boundRule(
  options: TreeNode,
  name: 'minimum' | 'maximum' | 'exclusiveMinimum' | 'exclusiveMaximum',
  logicalType: string | null,
): Rule | null {
  const node = options.at(name);
  // In 3.0, a boolean says whether `minimum` or `maximum` is exclusive.
  if (node.boolean !== null) return null;
  const side = name.endsWith('inimum') ? 'least' : 'most';
  const flag = options.at(side === 'least' ? 'exclusiveMinimum' : 'exclusiveMaximum').boolean;
  const isExclusive = name.startsWith('exclusive') || flag === true;
  const limit = limitOf(node, options, logicalType);
  if (limit === null)
    return { kind: 'unknown', why: `${name} is no value of the type ${logicalType ?? 'number'}` };
  return { kind: 'bound', side, isExclusive, limit };
}

function limitOf(node: TreeNode, options: TreeNode, logicalType: string | null): Limit | null {
  const text = node.text ?? '';
  if (isTemporalType(logicalType)) {
    const format = options.at('format').text;
    const read = format === null ? null : readerOfFormat(format);
    return (read?.(text) ?? isoMoment(text)) === null ? null : { kind: 'temporal', text };
  }
  const value = parseDecimal(text);
  return value === null ? null : { kind: 'number', value, text };
}

/** A pattern of ECMA-262 that the platform takes; another is unknown. */
export function patternRule(pattern: string): Rule {
  const fault = patternFault(pattern);
  return fault === null ? { kind: 'pattern', pattern } : { kind: 'unknown', why: fault };
}

/** Why a text is no pattern of ECMA-262; null where it is one. */
export function patternFault(pattern: string): string | null {
  try {
    new RegExp(pattern);
    return null;
  } catch (error) {
    return `the pattern ${pattern} is none of ECMA-262: ${error instanceof Error ? error.message : ''}`;
  }
}

const widths = /^([iu])(8|16|32|64|128)$/;

function formatRule(format: string, logicalType: string | null): Rule {
  if (isTemporalType(logicalType)) {
    if (readerOfFormat(format) === null)
      return { kind: 'unknown', why: `the format ${format} has letters that are not read here` };
    return { kind: 'type', logicalType: logicalType ?? '' };
  }
  const width = logicalType === 'integer' ? widths.exec(format) : null;
  if (width === null)
    return { kind: 'notChecked', why: 'the standard has the format as context, not as a rule' };
  const bits = BigInt(width[2]!);
  const isSigned = width[1] === 'i';
  const most = 2n ** (isSigned ? bits - 1n : bits) - 1n;
  const least = isSigned ? -most - 1n : 0n;
  return { kind: 'within', least: parseDecimal(String(least))!, most: parseDecimal(String(most))! };
}
