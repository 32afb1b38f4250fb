import type { Json, JsonObject } from '../lib/json';

/** Whether lists and objects are nested in more than so many levels. */
export function exceedsDepth(value: Json | undefined, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  if (Array.isArray(value)) {
    for (const each of value as readonly Json[]) if (exceedsDepth(each, levels - 1)) return true;
    return false;
  }
  const members = value as JsonObject;
  for (const name in members) if (exceedsDepth(members[name], levels - 1)) return true;
  return false;
}
