import type { Placed } from '../openlineage/place';

/** Prefixes under which tools write the terms of schema.org and of profiles over it. */
const prefixes = ['', 'sc:', 'schema:', 'cr:', 'ml:', 'https://schema.org/', 'http://schema.org/'];

/** A member by its term, whatever prefix stands before it. */
export function termAt(node: Placed, term: string): Placed {
  const found = prefixes.find((prefix) => Object.hasOwn(node.object ?? {}, prefix + term));
  return node.at(found === undefined ? term : found + term);
}

/** All values of a term: one, or those of a list. */
export function valuesAt(node: Placed, term: string): readonly Placed[] {
  const placed = termAt(node, term);
  return placed.isAbsent ? [] : (placed.items() ?? [placed]);
}

/** The ids that a term refers to; plain text is an id, too. */
export function idsAt(node: Placed, term: string): readonly string[] {
  return valuesAt(node, term).flatMap((each) => each.at('@id').text ?? each.text ?? []);
}

/** Text of a term, of several languages English or the first; numbers as text; null where there is none. */
export function textAt(node: Placed, term: string): string | null {
  const [first] = valuesAt(node, term);
  if (!first) return null;
  if (first.object) {
    const value = first.at('@value').text ?? first.at('en').text;
    return (
      value ??
      first.members()?.find(([name, { text }]) => !name.startsWith('@') && text !== null)?.[1].text ??
      null
    );
  }
  return first.text ?? (first.number === null ? null : String(first.number));
}

/** The types of a node without their prefixes. */
export function typesOf(node: Placed): readonly string[] {
  return valuesAt(node, '@type').flatMap(({ text }) => (text === null ? [] : text.replace(/^.*[:/#]/, '')));
}

/** An id or address without its percent signs; as it is where they are none. */
export function decodedPath(id: string): string {
  try {
    return decodeURIComponent(id).replace(/^\.\//, '');
  } catch {
    return id;
  }
}
