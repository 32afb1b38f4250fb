import { arrayParts, toLossless } from '../../formats/bundle/lossless';
import { canonicalJson } from '../../versioning/canonicalJson';

/** The line that a bundle has of a record: the canonical form of what `toLossless` gives, made in one pass ([V49]). */
export function recordText(record: unknown): string {
  switch (typeof record) {
    case 'string':
      return mayNeedEscape.test(record) ? JSON.stringify(record) : `"${record}"`;
    case 'number':
      return Number.isFinite(record) && !Object.is(record, -0) ? String(record) : lossless(record);
    case 'boolean':
      return record ? 'true' : 'false';
    case 'object':
      if (record === null) return 'null';
      if (Array.isArray(record)) return `[${record.map(recordText).join(',')}]`;
      return isPlain(record) ? objectText(record) : (arrayText(record) ?? lossless(record));
    default:
      return lossless(record);
  }
}

/** Anything but printable ASCII without quotes and backslashes, which most texts are: the platform's writer takes three times as long. */
const mayNeedEscape = /[^ !#-[\]-~]/;

function lossless(value: unknown): string {
  return canonicalJson(toLossless(value));
}

/** A profile of a wide table has two arrays a column. */
function arrayText(value: object): string | null {
  const array = arrayParts(value);
  return array && `{"$":"${array.type}","v":"${array.base64}"}`;
}

/** Not one of those that a bundle marks. */
function isPlain(value: object): value is Readonly<Record<string, unknown>> {
  const prototype: unknown = Object.getPrototypeOf(value);
  return (prototype === Object.prototype || prototype === null) && !Object.hasOwn(value, '$');
}

function objectText(object: Readonly<Record<string, unknown>>): string {
  let text = '';
  for (const { name, quoted } of membersInOrder(Object.keys(object))) {
    const value = object[name];
    if (value === undefined) continue;
    text += text === '' ? quoted : `,${quoted}`;
    text += recordText(value);
  }
  return `{${text}}`;
}

interface Member {
  readonly name: string;
  /** With its colon. */
  readonly quoted: string;
}

interface Shape {
  readonly names: readonly string[];
  readonly members: readonly Member[];
}

/** The last object of that many members: most records are shaped as the one before. */
const lastShapes = new Map<number, Shape>();
const mostMembers = 64;

function membersInOrder(names: readonly string[]): readonly Member[] {
  const last = lastShapes.get(names.length);
  if (last && last.names.every((name, index) => name === names[index])) return last.members;
  const members = names.toSorted().map((name) => ({ name, quoted: `${JSON.stringify(name)}:` }));
  if (names.length <= mostMembers) lastShapes.set(names.length, { names, members });
  return members;
}
