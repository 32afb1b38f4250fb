import type { Json } from '../../lib/json';
import { parseTimestamp, type Timestamp } from '../../versioning/timestamp';
import { Fault, type Placed } from '../openlineage/place';
import type { WarningTally } from '../warningTally';
import { formalAttributes } from './provModel';

/** One record of a document: its attributes by name, each with all its values. */
export interface ProvRecord {
  readonly kind: string;
  /** Null for a relation that has none of its own. */
  readonly id: string | null;
  readonly body: Placed;
  readonly place: string;
}

/** The records of a document or bundle, by kind. Throws a `Fault` for a kind that PROV does not have, and for a record that is none. */
export function recordsOf(container: Placed): readonly ProvRecord[] {
  const found: ProvRecord[] = [];
  for (const [kind, records] of container.members() ?? []) {
    if (kind === 'prefix' || kind === 'bundle' || kind.startsWith('$') || kind.startsWith('@')) continue;
    if (!Object.hasOwn(formalAttributes, kind))
      throw new Fault(records.pointer, `PROV has no record of the kind ${JSON.stringify(kind.slice(0, 80))}`);
    const members = records.members();
    if (!members) throw records.refuse('an object of records by their ids is expected');
    for (const [name, record] of members) {
      const each = record.items() ?? [record];
      for (const body of each) {
        if (!body.object) throw body.refuse('a record is an object');
        found.push({ kind, id: name.startsWith('_:') ? null : name, body, place: body.pointer });
      }
    }
  }
  return found;
}

/** An attribute that names something; null where it is not there. A name may be written as a typed value. */
export function nameAt({ body }: ProvRecord, attribute: string): string | null {
  const placed = body.at(attribute);
  const name = placed.text ?? placed.at('$').text;
  return name === '' ? null : name;
}

/** A time of a record; one that is none is warned of. */
export function timeAt(record: ProvRecord, attribute: string, warnings: WarningTally): Timestamp | null {
  const placed = record.body.at(attribute);
  const text = placed.text ?? placed.at('$').text;
  if (text === null) return null;
  const time = parseTimestamp(text);
  if (!time.ok) warnings.add('a time that is no ISO 8601 date and time was left out', placed.pointer);
  return time.ok ? time.value : null;
}

/** All attributes beside those that its kind defines, each value as text. */
export function otherAttributes({ kind, body }: ProvRecord): readonly (readonly [string, string])[] {
  const formal = formalAttributes[kind]!;
  return (body.members() ?? []).flatMap(([name, placed]) => {
    if (formal.includes(name)) return [];
    return (placed.items() ?? [placed]).map((each) => [name, textOf(each)] as const);
  });
}

function textOf(placed: Placed): string {
  const value: Json | undefined = placed.object ? placed.at('$').value : placed.value;
  return typeof value === 'string' ? value : JSON.stringify(value ?? null);
}
