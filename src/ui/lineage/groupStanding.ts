import type { LineageGraph } from '../../lineage/graph';
import type { Workspace } from '../../operations/core/workspace';
import { formatCounted } from '../shared/format';
import type { NodeKind } from '../shared/kindNames';
import { runStateOf } from './cardText';
import { subjectOf } from './nodeFacts';
import { nodeKindOf } from './shownGraph';

/** What a group's card says of its nodes. */
export interface GroupStanding {
  /** How many of each kind, most first. */
  readonly kinds: readonly (readonly [NodeKind, number])[];
  /** The worst that is said of any of them; null where nothing speaks against them. */
  readonly worst: { readonly verdict: 'fail' | 'warn' | 'unknown'; readonly words: string } | null;
}

/** Contracts that fail are worst, then jobs whose last run failed, then warnings, then what could not be told. */
export function groupStanding(
  workspace: Workspace,
  graph: LineageGraph,
  members: readonly number[],
): GroupStanding {
  const kinds = new Map<NodeKind, number>();
  const counts = { fail: 0, failedRun: 0, warn: 0, unknown: 0 };
  for (const index of members) {
    const node = graph.nodes[index];
    if (!node) continue;
    const kind = nodeKindOf(node);
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    const subject = subjectOf(workspace, node);
    if (subject === null) continue;
    if (runStateOf(subject) === 'failed') counts.failedRun += 1;
    const verdict = 'artifact' in subject ? subject.snapshot?.verdict?.verdict : undefined;
    if (verdict === 'fail' || verdict === 'warn' || verdict === 'unknown') counts[verdict] += 1;
  }
  return { kinds: [...kinds].sort((a, b) => b[1] - a[1]), worst: worstOf(counts) };
}

function worstOf(counts: {
  readonly fail: number;
  readonly failedRun: number;
  readonly warn: number;
  readonly unknown: number;
}): GroupStanding['worst'] {
  const { fail, failedRun, warn, unknown } = counts;
  if (fail > 0) return { verdict: 'fail', words: `${formatCounted(fail, 'contract')} failed` };
  if (failedRun > 0) return { verdict: 'fail', words: formatCounted(failedRun, 'failed run') };
  if (warn > 0) return { verdict: 'warn', words: `${formatCounted(warn, 'contract')} with warnings` };
  return unknown > 0
    ? { verdict: 'unknown', words: `${formatCounted(unknown, 'contract')} could not be judged` }
    : null;
}
