import type { Json, JsonObject } from '../../lib/json';
import type { LineageWarning } from '../../lineage/facts';
import { exceedsDepth } from '../exceedsDepth';
import { isObject } from '../../lib/jsonObject';
import type { Placed } from '../openlineage/place';
import type { WarningTally } from '../warningTally';
import { itemsOf, membersOf, textOf } from './artifactShape';
import { knownMembers } from './knownMembers';
import { ManifestNodes, type PlacedNode } from './manifestNodes';
import { isTable } from './nodeKinds';
import { codeOf, columnsOf, ownersOf, relationOf, tagsOf } from './nodeParts';
import { projectOf } from './project';
import type { NodeRecord, RelationParts } from './records';
import { type RelationOwner, relationNames } from './relationNames';
import { UnknownParts } from './unknownParts';

/** What a manifest says, and which of its sources are to be fresh. */
export interface ReadManifest {
  readonly records: readonly NodeRecord[];
  readonly freshSources: readonly string[];
  /** What of it is not known. */
  readonly unknown: readonly LineageWarning[];
}

/** Reads the nodes of a manifest by the keys that are there, whatever version it claims. Throws a `Fault` where one is misshapen. */
export function readManifest(
  root: Placed,
  md5: (text: string) => string,
  warnings: WarningTally,
): ReadManifest {
  const metadata = root.at('metadata');
  const nodes = new ManifestNodes(root, warnings);
  const adapter = textOf(metadata.at('adapter_type'));
  const packages = nodes.list.map(({ placed }) => textOf(placed.at('package_name')));
  const project = projectOf(metadata, packages, md5);
  const names = relationNames(nodes.list.flatMap(ownerOf), project, adapter, warnings);
  const groups = groupsOf(root);
  const time = textOf(metadata.at('generated_at'));
  const members = new UnknownParts();
  const records = nodes.list.map(({ id, type, placed }): NodeRecord => ({
    kind: 'node',
    id,
    time,
    type,
    description: textOf(placed.at('description')),
    subtype: subtypeOf(placed, type),
    inputs: inputsOf(placed),
    names: names.get(id) ?? [],
    relation: relationOf(placed, type),
    columns: columnsOf(placed),
    code: codeOf(placed, adapter),
    file: textOf(placed.at('original_file_path')),
    tags: tagsOf(placed),
    owners: ownersOf(placed, groups),
    ...(type === 'source' && isToBeFresh(placed) && { freshness: objectiveOf(placed) }),
    more: moreOf(placed, members),
  }));
  noteAbsent(records, warnings);
  return {
    records: withWriters(records),
    freshSources: nodes.list.flatMap(({ id, type, placed }) =>
      type === 'source' && isToBeFresh(placed) ? id : [],
    ),
    unknown: [...nodes.unknown, ...members.list('members that are not known, kept as they came')],
  };
}

/** Sources with what makes their tables: dbt itself takes the two for different things, as they have two ids. */
function withWriters(records: readonly NodeRecord[]): readonly NodeRecord[] {
  const writers = new Map<string, string[]>();
  for (const { id, type, relation } of records) {
    if (relation === null || !makers.has(type)) continue;
    const key = relationKey(relation);
    writers.set(key, [...(writers.get(key) ?? []), id]);
  }
  return records.map((record) => {
    const { type, relation } = record;
    const found = type === 'source' && relation !== null ? writers.get(relationKey(relation)) : undefined;
    return found ? { ...record, writers: found.toSorted() } : record;
  });
}

const makers = new Set(['model', 'seed', 'snapshot']);

function relationKey({ database, schema, name }: RelationParts): string {
  return JSON.stringify([database, schema, name]);
}

function subtypeOf(placed: Placed, type: string): string | null {
  return textOf(placed.at('config').at('materialized')) ?? (isTable(type) ? null : textOf(placed.at('type')));
}

function inputsOf(placed: Placed): readonly string[] {
  const ids = itemsOf(placed.at('depends_on').at('nodes')).map((item) => {
    if (item.text === null) throw item.refuse('a unique id is text');
    return item.text;
  });
  return [...new Set(ids)].sort();
}

function noteAbsent(records: readonly NodeRecord[], warnings: WarningTally): void {
  const ids = new Set(records.map(({ id }) => id));
  for (const { inputs } of records)
    for (const input of inputs)
      if (!ids.has(input))
        warnings.add('a node depends on one that is disabled, or of another project', input);
}

function ownerOf({ id, type, placed }: PlacedNode): readonly RelationOwner[] {
  if (!isTable(type)) return [];
  const [database, schema] = [textOf(placed.at('database')), textOf(placed.at('schema'))];
  const name = (type === 'source' ? null : textOf(placed.at('alias'))) ?? textOf(placed.at('name'));
  const eventName = name === null || schema === null ? null : { database, schema, name };
  return [{ id, eventName, relation: relationOf(placed, type) }];
}

/** Owners of groups, by the group's name. */
function groupsOf(root: Placed): ReadonlyMap<string, Placed> {
  return new Map(
    membersOf(root.at('groups')).flatMap(([, group]) => {
      const name = textOf(group.at('name'));
      return name === null ? [] : [[name, group.at('owner')] as const];
    }),
  );
}

const mostDepth = 64;

function moreOf(placed: Placed, unknown: UnknownParts): JsonObject | null {
  const more = (placed.members() ?? []).filter(([key]) => !knownMembers.has(key));
  for (const [key] of more) unknown.note(key, placed.pointer);
  const kept = more.filter(([, { value }]) => !exceedsDepth(value, mostDepth));
  // A number that is too large for a double is none; the platform's writer says so.
  const copy = ({ value }: Placed): Json => JSON.parse(JSON.stringify(value)) as Json;
  return kept.length === 0 ? null : Object.fromEntries(kept.map(([key, member]) => [key, copy(member)]));
}

/** As a contract of ours writes it: the limits that have a count, and the column. */
function objectiveOf(placed: Placed): Json {
  const freshness = placed.at('freshness');
  const limits = ['warn_after', 'error_after'].flatMap((key) => {
    const [count, period] = [freshness.at(key).at('count').number, textOf(freshness.at(key).at('period'))];
    return count === null || period === null ? [] : [[key, { count, period }] as const];
  });
  const column = textOf(placed.at('loaded_at_field'));
  return { ...Object.fromEntries(limits), ...(column !== null && { loaded_at_field: column }) };
}

function isToBeFresh(placed: Placed): boolean {
  const freshness = placed.at('freshness');
  return ['warn_after', 'error_after'].some((key) => {
    const after = freshness.at(key);
    return isObject(after.value) && after.at('count').number !== null;
  });
}
