import type { SchemaField } from '../../lineage/claims';
import { isObject } from '../../lib/jsonObject';
import type { Placed } from '../openlineage/place';

/** Text that is not empty; null for anything else. */
export function textOf({ text }: Placed): string | null {
  return text === '' ? null : text;
}

/** The members of an object that has to be one where it is there at all: a fault otherwise. */
export function membersOf(placed: Placed): readonly (readonly [string, Placed])[] {
  if (placed.isAbsent) return [];
  const members = placed.members();
  if (!members) throw placed.refuse('an object is expected');
  return members;
}

/** The items of a list that has to be one where it is there at all: a fault otherwise. */
export function itemsOf(placed: Placed): readonly Placed[] {
  if (placed.isAbsent) return [];
  const items = placed.items();
  if (!items) throw placed.refuse('a list is expected');
  return items;
}

/** An entry of an artifact, which has to be an object. */
export function entryOf(placed: Placed): Placed {
  if (!isObject(placed.value)) throw placed.refuse('an object is expected');
  return placed;
}

/** A column, without what the artifact leaves empty. */
export function fieldOf(name: string, type: string | null, description: string | null): SchemaField {
  return { name, ...(type !== null && { type }), ...(description !== null && { description }) };
}

/** A finite figure, as a number or as text. */
export function figureOf({ number, text }: Placed): number | null {
  if (number !== null || text === null || text.trim() === '') return number;
  const figure = Number(text);
  return Number.isFinite(figure) ? figure : null;
}
