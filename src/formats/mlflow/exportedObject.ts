import { isObject } from '../../lib/jsonObject';
import type { Json, JsonObject } from '../../lib/json';
import { err, ok, type Result } from '../../lib/result';
import type { LineageFault } from '../../lineage/facts';
import type { Pairs } from './records';
import { pythonJson, pythonJsonFault } from './tolerantJson';

/** An object of an exported file, whose members are asked for by what they should be. */
export class ExportedObject {
  private readonly members: JsonObject;

  constructor(members: JsonObject) {
    this.members = members;
  }

  /** Text, and numbers as text; null for anything else. */
  text(name: string): string | null {
    const value = this.member(name);
    return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
  }

  number(name: string): number | null {
    const value = this.member(name);
    if (typeof value === 'string' && /^-?\d{1,16}$/.test(value)) return Number(value);
    return typeof value === 'number' ? value : null;
  }

  /** A number, or the `NaN` and infinities that Python writes. */
  value(name: string): number | null {
    const value = this.member(name);
    if (typeof value === 'number') return value;
    return typeof value === 'string' && /^(?:NaN|-?Infinity)$/.test(value) ? Number(value) : null;
  }

  object(name: string): ExportedObject | null {
    const value = this.member(name);
    return isObject(value) ? new ExportedObject(value) : null;
  }

  /** Objects of a list; what else is in it is left out. */
  list(name: string): readonly ExportedObject[] {
    const value = this.member(name);
    if (!Array.isArray(value)) return [];
    return (value as readonly Json[]).flatMap((each) => (isObject(each) ? new ExportedObject(each) : []));
  }

  /** Members that are text or numbers, in the order of their names; those of an object, or of a list of `{key, value}`. */
  pairs(name: string): Pairs {
    const value = this.member(name);
    const found: [string, string][] = [];
    if (isObject(value)) {
      for (const [key, each] of Object.entries(value)) {
        if (each !== null && typeof each !== 'object') found.push([key, String(each)]);
      }
    }
    for (const each of this.list(name)) {
      const key = each.text('key');
      if (key !== null) found.push([key, each.text('value') ?? '']);
    }
    return found.sort(([a], [b]) => (a < b ? -1 : 1));
  }

  get names(): readonly string[] {
    return Object.keys(this.members);
  }

  private member(name: string): Json | undefined {
    return Object.hasOwn(this.members, name) ? this.members[name] : undefined;
  }
}

/** The part of an exported file that holds what was exported. */
export function exportedRoot(text: string): Result<ExportedObject, LineageFault> {
  const parsed = pythonJson(text.replace(/^\uFEFF/, ''));
  if (parsed === undefined) return err(pythonJsonFault(text));
  const exported = isObject(parsed) ? parsed['mlflow'] : undefined;
  if (!isObject(exported)) return err({ place: '/mlflow', message: 'an object is expected' });
  return ok(new ExportedObject(exported));
}
