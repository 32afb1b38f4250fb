import type { Json } from '../lib/json';

/**
 * Where JSON text has an object with a member twice; null where none has. `value` is what the text was parsed as: the parser
 * keeps the last of the two, and the first, which people may read, has at least one string more.
 */
export function doubledMember(
  text: string,
  value: Json,
): { readonly place: string; readonly message: string } | null {
  if (stringCountOf(text) === stringCountIn(value)) return null;
  const line = text.split('\n').findIndex(isDoubled);
  return { place: line === -1 ? '' : `line ${line + 1}`, message: 'a member stands there twice' };
}

/** A record stands on a line of its own, in what was written here. */
function isDoubled(line: string): boolean {
  const record = line.trim().replace(/,$/, '');
  if (!record.startsWith('{') || !record.endsWith('}')) return false;
  try {
    return stringCountOf(record) !== stringCountIn(JSON.parse(record) as Json);
  } catch {
    return false;
  }
}

/** The strings of JSON text, names of members among them. */
function stringCountOf(text: string): number {
  let count = 0;
  for (let start = text.indexOf('"'); start !== -1; count++) {
    let end = text.indexOf('"', start + 1);
    while (end !== -1 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
    if (end === -1) return count + 1;
    start = text.indexOf('"', end + 1);
  }
  return count;
}

function isEscaped(text: string, at: number): boolean {
  let slashes = 0;
  while (text[at - 1 - slashes] === '\\') slashes += 1;
  return slashes % 2 === 1;
}

function stringCountIn(value: Json): number {
  let count = 0;
  const waiting: Json[] = [value];
  for (let each = waiting.pop(); each !== undefined; each = waiting.pop()) {
    if (typeof each === 'string') count += 1;
    if (typeof each !== 'object' || each === null) continue;
    if (!Array.isArray(each)) count += Object.keys(each).length;
    for (const member of Object.values<Json>(each as { readonly [name: string]: Json })) waiting.push(member);
  }
  return count;
}
