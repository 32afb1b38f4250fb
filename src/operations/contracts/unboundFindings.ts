import { readContract } from '../../formats/odcs/readContract';
import { recordedFinding, recordsOf } from '../../gates/contract/checkRecord';
import type { Contract } from '../../gates/contract/contract';
import { unboundClauses, type Judged } from '../../gates/contract/contractCheck';
import type { ContractFinding } from '../../versioning/records';
import type { Workspace } from '../core/workspace';
import { judgeGraph } from '../lineage/judgeGraph';

/** What the clauses say that are of no table: those of the graph, where it is given, among them. */
export function judgedUnbound(contract: Contract, workspace: Workspace | null): readonly Judged[] {
  return unboundClauses(contract).map((judged): Judged => {
    const { clause } = judged;
    if (workspace === null || clause.rule.kind !== 'graph') return judged;
    return { clause, outcome: judgeGraph(clause.rule.graph, workspace, clause.severity) };
  });
}

/** The same as findings of a version, by the contract's text; the workspace is only asked for where a clause is of the graph. */
export async function unboundFindings(
  text: string,
  workspaceNow: () => Promise<Workspace | null>,
): Promise<readonly ContractFinding[]> {
  const contract = readContract(text);
  if (!contract.ok || contract.value.unbound.length === 0) return [];
  const { unbound, version } = contract.value;
  const asksGraph = unbound.some(({ rule }) => rule.kind === 'graph');
  const judged = judgedUnbound(contract.value, asksGraph ? await workspaceNow() : null);
  return recordsOf({ path: '', version }, null, judged).map(recordedFinding);
}
