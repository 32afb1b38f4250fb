import { jsonTree } from '../../formats/odcs/jsonTree';
import { readContract } from '../../formats/odcs/readContract';
import { readFreshnessObjective } from '../../formats/odcs/readFreshnessObjective';
import { TreeNode } from '../../formats/odcs/treeNode';
import { objectiveDefaults, type FreshnessObjective } from '../../gates/freshness/objective';
import type { Clause } from '../../gates/contract/clause';
import type { ContractObject } from '../../gates/contract/contract';
import type { StoredContract } from '../../gates/contract/storedContract';
import type { Json } from '../../lib/json';
import type { Result } from '../../lib/result';
import { lastClaim } from '../../lineage/claims';
import type { ArtifactView, SaidObjective } from '../core/workspace';
import { objectFor } from './judgeTable';

/** Who states an objective. */
export type ObjectiveSource = 'contract' | 'person' | 'import';

/** An objective, and where it is stated. */
export interface StatedObjective {
  /** JSON Pointer into the contract or file that states it; empty for what a person or an import says. */
  readonly pointer: string;
  readonly severity: string | null;
  readonly objective: FreshnessObjective;
  readonly statedBy: ObjectiveSource;
}

/** An objective as `throughlineFreshness` writes it; else what is wrong with it, in words. */
export function objectiveOfJson(value: Json): Result<FreshnessObjective, string> {
  return readFreshnessObjective(new TreeNode(jsonTree(value), ''));
}

/** The objectives that clauses state: on freshness of our own, and the freshness and latency of columns. */
export function statedObjectives(clauses: readonly Clause[]): readonly StatedObjective[] {
  return clauses.flatMap(({ pointer, severity, rule }): readonly StatedObjective[] => {
    const statedBy = 'contract';
    if (rule.kind === 'freshness') return [{ pointer, severity, objective: rule.objective, statedBy }];
    if (rule.kind !== 'sla' || (rule.property !== 'freshness' && rule.property !== 'latency')) return [];
    const objective = { ...objectiveDefaults, column: rule.element, warnAfter: null, errorAfter: rule.limit };
    return [{ pointer, severity, objective, statedBy }];
  });
}

/** What people say last of each column, and of the arrival, in any version of an artifact; what was taken back is not among it. */
export function saidObjectives({ snapshots }: ArtifactView): readonly SaidObjective[] {
  const said = snapshots
    .flatMap(({ objectives }) => objectives)
    .toSorted((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)));
  const last = new Map(said.map((each) => [each.column, each]));
  return [...last.values()].filter(({ objective }) => objective !== null);
}

const objects = new WeakMap<StoredContract, ContractObject | null>();

/** The objectives of an artifact: those of its contract, those that people set, and what an import says, where nobody says otherwise. */
export function objectivesOf(artifact: ArtifactView): readonly StatedObjective[] {
  const own = [
    ...contractObjectives(artifact),
    ...saidObjectives(artifact).flatMap(({ objective }) => stated(objective, 'person')),
  ];
  const imported = lastClaim(artifact.claims, 'freshness');
  const others = imported === null ? [] : stated(imported.objective, 'import');
  const isSaid = ({ objective: { column } }: StatedObjective): boolean =>
    own.some(({ objective }) => objective.column === column);
  return [...own, ...others.filter((each) => !isSaid(each))];
}

function contractObjectives({ contracts, name }: ArtifactView): readonly StatedObjective[] {
  const stored = contracts.at(-1);
  if (!stored || stored.text === null) return [];
  let object = objects.get(stored);
  if (object === undefined) {
    const contract = readContract(stored.text);
    object = contract.ok ? objectFor(contract.value, name) : null;
    objects.set(stored, object);
  }
  return object === null ? [] : statedObjectives(object.clauses);
}

/** None where it cannot be read: it was read before it was stored. */
function stated(value: Json, statedBy: ObjectiveSource): readonly StatedObjective[] {
  const read = objectiveOfJson(value);
  return read.ok ? [{ pointer: '', severity: null, objective: read.value, statedBy }] : [];
}
