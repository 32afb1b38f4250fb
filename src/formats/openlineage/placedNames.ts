import type { Json } from '../../lib/json';
import { isStrangeName, type Placed, typeName } from './place';
import { isTemplate } from './template';
import type { Warnings } from './warnings';

/** False, with a warning, where a part is missing or a placeholder: an id made of it would be an invention. */
export function hasName(placed: Placed, what: string, warnings: Warnings): boolean {
  const { namespace, name } = placed.object!;
  if (isPlainText(namespace) && isPlainText(name)) {
    if (isStrangeName(namespace) || isStrangeName(name)) {
      warnings.add(
        `the name of ${what} has a line break or blanks at its ends: kept as it is`,
        placed.pointer,
      );
    }
    return true;
  }
  for (const part of [placed.at('namespace'), placed.at('name')]) {
    if (part.isAbsent) {
      warnings.add(`${what} without namespace and name is left out`, placed.pointer);
      return false;
    }
    if (part.text === null) throw part.refuse(`text is expected, and this is ${typeName(part.value)}`);
    if (noteTemplate(part, warnings)) return false;
  }
  return true;
}

function isPlainText(value: Json | undefined): value is string {
  return typeof value === 'string' && !isTemplate(value);
}

/** The namespace and name of what has them (`hasName`). */
export function nameOf(placed: Placed): { readonly namespace: string; readonly name: string } {
  const { namespace, name } = placed.object!;
  return { namespace: namespace as string, name: name as string };
}

/** The facets, or an absent place with a warning where they are no object. */
export function facetsOf(placed: Placed, member: string, warnings: Warnings): Placed {
  const facets = placed.at(member);
  if (!facets.isAbsent && !facets.object) {
    warnings.add(`${member} is no object: left out`, facets.pointer);
  }
  return facets;
}

/** Whether a placeholder stands where a value belongs, which is warned of. */
export function noteTemplate(placed: Placed, warnings: Warnings): boolean {
  if (placed.text === null || !isTemplate(placed.text)) return false;
  warnings.add(
    'a placeholder of a template stands where a value belongs: kept raw, nothing is derived from it',
    placed.pointer,
  );
  return true;
}
