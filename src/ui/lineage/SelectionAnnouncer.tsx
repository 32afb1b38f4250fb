import type { DrawnGraph } from '../../lineage/graph';
import type { Closure } from '../../lineage/traverse';
import type { Workspace } from '../../operations/core/workspace';
import { formatCounted } from '../shared/format';
import { spokenName } from './cardText';
import classes from './LineageView.module.css';
import { subjectOf } from './nodeFacts';
import { countsOf } from './relation';

interface SelectionAnnouncerProps {
  readonly workspace: Workspace;
  readonly graph: DrawnGraph;
  readonly closure: Closure | null;
}

/** Tells a screen reader what is selected, whichever way it was. */
export function SelectionAnnouncer({ workspace, graph, closure }: SelectionAnnouncerProps) {
  const node = closure ? graph.nodes[closure.start] : undefined;
  const subject = node && subjectOf(workspace, node);
  const counts = closure && countsOf(closure);
  return (
    <div className={classes.announcer} aria-live="polite" data-testid="lineage-announcer">
      {node?.type === 'group' && `${node.name}, group, ${formatCounted(node.members.length, 'node')}`}
      {subject && counts
        ? `${spokenName(workspace, subject)}; ${counts.upstream} upstream, ${counts.downstream} downstream`
        : ''}
    </div>
  );
}
