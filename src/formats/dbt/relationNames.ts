import type { Reference } from '../../lineage/records';
import type { WarningTally } from '../warningTally';
import { relationNamespace } from './dbtNames';
import type { RelationParts } from './records';

/** A node that is a table or a view, or stands for one. */
export interface RelationOwner {
  readonly id: string;
  /** As dbt-ol names it in its events: a source by its own name, whatever its table is called. */
  readonly eventName: RelationParts | null;
  /** As the database has it; null where there is no such relation. */
  readonly relation: RelationParts | null;
}

/**
 * By which names others know the relations of a manifest. Names are an equivalence, so each goes to one node: first to the
 * one that events call by it. Of nodes that stand for one relation only one has its name, and the others are warned of.
 */
export function relationNames(
  owners: readonly RelationOwner[],
  project: string | null,
  adapter: string | null,
  warnings: WarningTally,
): ReadonlyMap<string, readonly Reference[]> {
  const wishes = owners.flatMap((owner) => wishesOf(owner, project, adapter));
  wishes.sort((a, b) => a.rank - b.rank || (a.id < b.id ? -1 : Number(a.id > b.id)));
  const taken = new Map<string, string>();
  const names = new Map<string, Reference[]>();
  const warned = new Set<string>();
  for (const { id, name } of wishes) {
    const key = JSON.stringify([name.namespace, name.name]);
    const other = taken.get(key);
    if (other === undefined) {
      taken.set(key, id);
      const own = names.get(id);
      if (own) own.push(name);
      else names.set(id, [name]);
    } else if (other !== id && !warned.has(id)) {
      warned.add(id);
      warnings.add('a node stands for the same relation as another, and stays a dataset of its own', id);
    }
  }
  return names;
}

interface Wish {
  readonly id: string;
  readonly name: Reference;
  /** The least comes first. */
  readonly rank: number;
}

function wishesOf(
  { id, eventName, relation }: RelationOwner,
  project: string | null,
  adapter: string | null,
): readonly Wish[] {
  const [said, real] = [eventName && joined(eventName), relation && joined(relation)];
  const wishes: Wish[] = [];
  const rank = real === said ? 0 : 1;
  if (project !== null) {
    const namespace = relationNamespace(project);
    if (said !== null) wishes.push({ id, name: { namespace, name: said }, rank: 0 });
    if (real !== null && real !== said) wishes.push({ id, name: { namespace, name: real }, rank });
  }
  // OpenLineage names tables of BigQuery by nothing but the relation.
  if (adapter === 'bigquery' && real !== null && relation?.database !== null)
    wishes.push({ id, name: { namespace: 'bigquery', name: real }, rank });
  return wishes;
}

function joined({ database, schema, name }: RelationParts): string {
  return [database, schema, name].filter((part) => part !== null).join('.');
}

/** A relation's name as SQL writes it, in parts; null where it is none, such as a call of a function. */
export function parseRelation(text: string): RelationParts | null {
  const parts: string[] = [];
  identifier.lastIndex = 0;
  for (let at = 0; at <= text.length; at = identifier.lastIndex + 1) {
    if (at > 0 && text[at - 1] !== '.') return null;
    identifier.lastIndex = at;
    const match = identifier.exec(text);
    if (!match) return null;
    parts.push(unquoted(match[0]));
    if (identifier.lastIndex === text.length) break;
  }
  const [name, schema = null, database = null, ...more] = parts.reverse();
  return name === undefined || name === '' || more.length > 0 ? null : { database, schema, name };
}

const identifier = /"(?:[^"]|"")*"|`[^`]*`|\[[^\]]*\]|[^\s.,;"`'()[\]]+/y;

function unquoted(part: string): string {
  if (part.startsWith('"')) return part.slice(1, -1).replaceAll('""', '"');
  return /^[`[]/.test(part) ? part.slice(1, -1) : part;
}
