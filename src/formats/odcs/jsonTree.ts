import type { Json } from '../../lib/json';
import type { Tree } from './tree';

/** A JSON value as the tree that a text of it would be read as. */
export function jsonTree(value: Json): Tree {
  if (Array.isArray(value)) return { kind: 'list', items: value.map(jsonTree) };
  if (typeof value === 'object' && value !== null)
    return {
      kind: 'map',
      entries: new Map(Object.entries(value).map(([key, each]) => [key, jsonTree(each)])),
    };
  return { kind: 'scalar', value, text: String(value) };
}
