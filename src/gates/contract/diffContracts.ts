import type { Clause, Rule } from './clause';
import { compareRules, type Relation } from './compareRules';
import type { Contract, ContractObject, ContractProperty } from './contract';
import { allProperties } from './objectPlan';
import { brokenVerdict } from './verdict';

/** Whether something breaks somebody; null where the standard leaves it open, and a person has to accept it. */
export type Breaking = boolean | null;

/** What is different in a later contract. */
export interface ContractChange {
  /** JSON Pointer into the later contract; into the earlier one for what was removed. */
  readonly pointer: string;
  readonly kind: ChangeKind;
  /** Whether data that the later contract allows may break what the earlier one promised. */
  readonly consumer: Breaking;
  /** Whether data that the earlier contract allows may break the later one. */
  readonly producer: Breaking;
}

/** What differs between two contracts at one place. */
export type ChangeKind =
  | 'serverChanged'
  | 'objectAdded'
  | 'objectRemoved'
  | 'propertyAdded'
  | 'propertyRemoved'
  | 'propertyRenamed'
  | 'physicalTypeChanged'
  | 'formatChanged'
  | 'severityChanged'
  | 'clauseAdded'
  | 'clauseRemoved'
  | 'clauseNarrowed'
  | 'clauseWidened'
  | 'clauseChanged';

/** All changes from one contract to a later one, and whom these break. */
export interface ContractDiff {
  readonly breaking: { readonly consumer: Breaking; readonly producer: Breaking };
  readonly changes: readonly ContractChange[];
}

type Effect = Pick<ContractChange, 'consumer' | 'producer'>;

const effects: Readonly<Record<Relation, Effect>> = {
  equal: { consumer: false, producer: false },
  narrower: { consumer: false, producer: true },
  wider: { consumer: true, producer: false },
  other: { consumer: true, producer: true },
  open: { consumer: null, producer: null },
};

const kindOfRelation = {
  narrower: 'clauseNarrowed',
  wider: 'clauseWidened',
  other: 'clauseChanged',
  open: 'clauseChanged',
} as const;

/** What is different in the clauses of two contracts, and whom it breaks. What is no clause (words, tags) is no change;
 * whether a server that moved breaks who reads there is left open. */
export function diffContracts(before: Contract, after: Contract): ContractDiff {
  const changes: ContractChange[] = [...diffServers(before, after)];
  for (const object of before.objects) {
    const same = sameObject(object, after.objects);
    if (same === null) changes.push({ pointer: object.pointer, kind: 'objectRemoved', ...effects.wider });
    else changes.push(...diffObjects(object, same));
  }
  for (const object of after.objects)
    if (sameObject(object, before.objects) === null)
      changes.push({ pointer: object.pointer, kind: 'objectAdded', consumer: false, producer: null });
  return {
    breaking: {
      consumer: worst(changes.map(({ consumer }) => consumer)),
      producer: worst(changes.map(({ producer }) => producer)),
    },
    changes,
  };
}

function diffServers(before: Contract, after: Contract): readonly ContractChange[] {
  return before.servers.flatMap((server) => {
    const same = after.servers.find(({ name }) => name === server.name);
    const isSame = same?.type === server.type && same.path === server.path && same.format === server.format;
    const pointer = same?.pointer ?? server.pointer;
    return isSame ? [] : [{ pointer, kind: 'serverChanged' as const, consumer: null, producer: false }];
  });
}

function worst(all: readonly Breaking[]): Breaking {
  if (all.includes(true)) return true;
  return all.includes(null) ? null : false;
}

function sameObject(object: ContractObject, among: readonly ContractObject[]): ContractObject | null {
  const byName = among.find(({ name }) => name === object.name);
  const { physicalName } = object;
  return byName ?? among.find((each) => physicalName !== null && each.physicalName === physicalName) ?? null;
}

function diffObjects(before: ContractObject, after: ContractObject): readonly ContractChange[] {
  const changes: ContractChange[] = [];
  const renamed = renamedPaths(before, after);
  const old = new Map(
    allProperties(before.properties).map((each) => [renamed.get(each.path) ?? each.path, each]),
  );
  const now = new Map(allProperties(after.properties).map((each) => [each.path, each]));
  const gone = [...old.keys()].filter((path) => !now.has(path));
  const added = [...now.keys()].filter((path) => !old.has(path));
  const outermost = (paths: readonly string[]) =>
    paths.filter((path) => !paths.some((each) => isInside(path, each)));
  for (const path of outermost(gone))
    changes.push({ pointer: old.get(path)!.pointer, kind: 'propertyRemoved', ...effects.wider });
  for (const path of outermost(added)) {
    const isPlain = !after.clauses.some((clause) => isAsked(clause, path));
    const producer = isPlain ? null : true;
    changes.push({ pointer: now.get(path)!.pointer, kind: 'propertyAdded', consumer: false, producer });
  }
  for (const [from, to] of renamed)
    changes.push({
      pointer: now.get(to)!.pointer,
      kind: 'propertyRenamed',
      ...renameEffect(old.get(to)!, now.get(to)!, from),
    });
  for (const [path, property] of now) {
    const earlier = old.get(path);
    if (earlier !== undefined) changes.push(...diffProperty(earlier, property));
  }
  const isKept = ({ column }: Clause): boolean =>
    column === null || (!gone.includes(renamed.get(column) ?? column) && !added.includes(column));
  const oldFacets = facetsOf(before, renamed, isKept);
  const newFacets = facetsOf(after, new Map(), isKept);
  changes.push(...diffFacets(oldFacets, newFacets, now));
  return changes;
}

function isInside(path: string, outer: string): boolean {
  return path !== outer && path.startsWith(outer) && '.[{'.includes(path[outer.length]!);
}

/** Whether a clause asks more of a property than to be there with its type. */
function isAsked({ column, rule, name }: Clause, path: string): boolean {
  return column === path && rule.kind !== 'present' && rule.kind !== 'notChecked' && name !== 'logicalType';
}

/** Old paths by which the same column was known: what is stored has the same name, and only the contract's name for it changed. */
function renamedPaths(before: ContractObject, after: ContractObject): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { path, name } of before.properties) {
    if (after.properties.some((each) => each.path === path)) continue;
    const same = after.properties.find(
      (each) => each.name === name && !before.properties.some((old) => old.path === each.path),
    );
    if (same !== undefined) found.set(path, same.path);
  }
  return found;
}

/** Who reads the file sees the same column; who reads the contract's names does not. */
function renameEffect(before: ContractProperty, after: ContractProperty, from: string): Effect {
  const isSameColumn = before.name === after.name && from !== after.path;
  return isSameColumn ? { consumer: null, producer: false } : effects.other;
}

function diffProperty(before: ContractProperty, after: ContractProperty): readonly ContractChange[] {
  const changes: ContractChange[] = [];
  const { pointer } = after;
  if (before.temporalFormat !== after.temporalFormat && before.logicalType === after.logicalType)
    changes.push({
      pointer: `${pointer}/logicalTypeOptions/format`,
      kind: 'formatChanged',
      ...effects.other,
    });
  const relation = comparePhysicalTypes(before.physicalType, after.physicalType);
  if (relation !== 'equal')
    changes.push({ pointer: `${pointer}/physicalType`, kind: 'physicalTypeChanged', ...effects[relation] });
  return changes;
}

const sized = /^\s*([a-z][a-z0-9 _]*?)\s*(?:\(\s*(\d+)\s*(?:,\s*(\d+)\s*)?\))?\s*$/i;
const growing: readonly (readonly string[])[] = [
  ['tinyint', 'smallint', 'int', 'bigint'],
  ['real', 'double'],
  ['float', 'double'],
];

/** Types of a database by their names and sizes: `VARCHAR(20)` is wider than `VARCHAR(10)`. */
function comparePhysicalTypes(before: string | null, after: string | null): Relation {
  if (before === after || before?.toLowerCase() === after?.toLowerCase()) return 'equal';
  const [old, now] = [sized.exec(before ?? ''), sized.exec(after ?? '')];
  if (old === null || now === null) return 'open';
  const [a, b] = [old[1]!.toLowerCase(), now[1]!.toLowerCase()];
  const family = growing.find((each) => each.includes(a) && each.includes(b));
  if (a !== b) {
    if (family === undefined) return 'open';
    return family.indexOf(b) > family.indexOf(a) ? 'wider' : 'narrower';
  }
  const scale = Number(now[3] ?? 0) - Number(old[3] ?? 0);
  const whole =
    Number(now[2] ?? Infinity) - Number(now[3] ?? 0) - (Number(old[2] ?? Infinity) - Number(old[3] ?? 0));
  if (whole >= 0 && scale >= 0) return 'wider';
  return whole <= 0 && scale <= 0 ? 'narrower' : 'other';
}

/** A clause as it is compared: what it is about, and what it says. */
interface Facet {
  readonly pointer: string;
  readonly rule: Rule;
  readonly column: string | null;
  readonly broken: 'warn' | 'fail';
}

/** The clauses of an object by what they are about. A primary key is one clause of the object, and asks each of its columns for a value. */
function facetsOf(
  object: ContractObject,
  renamed: ReadonlyMap<string, string>,
  isKept: (clause: Clause) => boolean,
): ReadonlyMap<string, Facet> {
  const facets = new Map<string, Facet>();
  const add = (about: string, facet: Facet): void => {
    let key = about;
    for (let count = 2; facets.has(key); count++) key = `${about} ${count}`;
    facets.set(key, facet);
  };
  for (const clause of object.clauses) {
    const { rule, pointer, name } = clause;
    if (!isKept(clause) || rule.kind === 'present' || rule.kind === 'notChecked' || name === 'format')
      continue;
    const column = clause.column === null ? null : (renamed.get(clause.column) ?? clause.column);
    const broken = brokenVerdict(clause.severity);
    const place = column ?? '';
    if (name !== 'primaryKey') {
      if (name === 'required' && facets.has(`${place} required`)) continue;
      add(`${place} ${aboutOf(clause)}`, { pointer, rule: renamedRule(rule, renamed), column, broken });
      continue;
    }
    if (!facets.has(`${place} required`))
      add(`${place} required`, { pointer, rule: { kind: 'required' }, column, broken });
    if (!facets.has('primaryKey'))
      add('primaryKey', { pointer, rule: renamedRule(rule, renamed), column: null, broken });
  }
  return facets;
}

function aboutOf({ rule, name, id }: Clause): string {
  if (rule.kind === 'bound') return rule.side;
  if (id !== null) return `#${id}`;
  return rule.kind === 'metric' ? rule.metric.kind : name;
}

function renamedRule(rule: Rule, renamed: ReadonlyMap<string, string>): Rule {
  if (rule.kind === 'key') return { ...rule, columns: rule.columns.map((each) => renamed.get(each) ?? each) };
  if (rule.kind === 'sla') return { ...rule, element: renamed.get(rule.element) ?? rule.element };
  return rule;
}

function diffFacets(
  before: ReadonlyMap<string, Facet>,
  after: ReadonlyMap<string, Facet>,
  properties: ReadonlyMap<string, ContractProperty>,
): readonly ContractChange[] {
  const changes: ContractChange[] = [];
  for (const [about, { pointer, rule }] of before)
    if (!after.has(about))
      changes.push({
        pointer,
        kind: 'clauseRemoved',
        ...effects[rule.kind === 'unknown' ? 'open' : 'wider'],
      });
  for (const [about, facet] of after) {
    const earlier = before.get(about);
    const { pointer, rule, column, broken } = facet;
    if (earlier === undefined) {
      changes.push({
        pointer,
        kind: 'clauseAdded',
        ...effects[rule.kind === 'unknown' ? 'open' : 'narrower'],
      });
      continue;
    }
    const isWhole = properties.get(column ?? '')?.logicalType === 'integer';
    const relation = compareRules(earlier.rule, rule, isWhole);
    if (relation !== 'equal') changes.push({ pointer, kind: kindOfRelation[relation], ...effects[relation] });
    if (earlier.broken !== broken)
      changes.push({
        pointer,
        kind: 'severityChanged',
        consumer: broken === 'warn' ? null : false,
        producer: broken === 'fail' ? null : false,
      });
  }
  return changes;
}
