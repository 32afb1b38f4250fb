import { ownValue } from '../../lib/ownValue';
import type { Clause, Rule, SlaRule } from '../../gates/contract/clause';
import type { ContractProperty } from '../../gates/contract/contract';
import { readDuration } from '../../gates/contract/duration';
import { objectiveDefaults } from '../../gates/freshness/objective';
import { isBounded } from './readFreshnessObjective';
import type { TreeNode } from './treeNode';

/** The service levels that data can show, by their names and the synonyms of the standard, in any case. */
const checked: Readonly<Record<string, SlaRule['property']>> = {
  freshness: 'freshness',
  latency: 'latency',
  ly: 'latency',
  retention: 'retention',
  re: 'retention',
  frequency: 'frequency',
  fy: 'frequency',
};

interface Described {
  readonly name: string;
  readonly properties: readonly ContractProperty[];
}

/** The clauses of `slaProperties` by the object that each is of; under null those of none. Each element is one clause. */
export function readSla(
  contract: TreeNode,
  objects: readonly Described[],
): ReadonlyMap<string | null, Clause[]> {
  const found = new Map<string | null, Clause[]>();
  const add = (object: string | null, clause: Clause): void =>
    void found.set(object, [...(found.get(object) ?? []), clause]);
  for (const node of contract.at('slaProperties').items) {
    const name = node.at('property').text ?? '';
    const property = ownValue(checked, name.toLowerCase());
    const base = {
      pointer: node.pointer,
      name: property ?? name,
      id: node.at('id').text,
      severity: node.at('severity').text,
    };
    if (property === undefined) {
      const why = `the data do not show ${name || 'it'}`;
      add(null, { ...base, column: null, root: null, rule: { kind: 'notChecked', why } });
      continue;
    }
    const elements = elementsOf(node, contract);
    if (elements.length === 0)
      add(null, { ...base, column: null, root: null, rule: { kind: 'unknown', why: 'it names no element' } });
    for (const element of elements) {
      const place = placeOf(element, objects);
      const column = place === null ? element : place.column;
      add(place?.object ?? null, {
        ...base,
        column,
        root: place?.column ?? null,
        rule: ruleOf(node, property, place),
      });
    }
  }
  return found;
}

function elementsOf(node: TreeNode, contract: TreeNode): readonly string[] {
  const given = node.at('element').text ?? contract.at('slaDefaultElement').text ?? '';
  return given
    .split(',')
    .map((element) => element.trim())
    .filter((element) => element !== '');
}

interface Place {
  readonly object: string;
  /** Null where it is of the object itself. */
  readonly column: string | null;
}

/** `object.property`; with one object in the contract, `property` alone; or an object by its name. */
function placeOf(element: string, objects: readonly Described[]): Place | null {
  for (const { name, properties } of objects)
    for (const { path } of properties) {
      const isMeant = element === `${name}.${path}` || (objects.length === 1 && element === path);
      if (isMeant) return { object: name, column: path };
    }
  return objects.some(({ name }) => name === element) ? { object: element, column: null } : null;
}

function ruleOf(node: TreeNode, property: SlaRule['property'], place: Place | null): Rule {
  if (place === null) return { kind: 'unknown', why: 'the contract has no such element' };
  const limit = readDuration(node.at('value').text ?? '', node.at('unit').text);
  if (limit === null) return { kind: 'unknown', why: 'its value and unit are no span of time' };
  if (place.column !== null) return { kind: 'sla', property, limit, element: place.column };
  if (property !== 'freshness' && property !== 'latency')
    return { kind: 'unknown', why: `${property} is of a column, and its element is an object` };
  if (!isBounded(limit)) return { kind: 'unknown', why: 'its span of time is longer than a hundred years' };
  return { kind: 'freshness', objective: { ...objectiveDefaults, warnAfter: null, errorAfter: limit } };
}
