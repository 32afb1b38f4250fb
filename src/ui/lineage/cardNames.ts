import { dbtNamespace } from '../../formats/dbt/dbtNames';
import type { Workspace } from '../../operations/core/workspace';
import { cutMiddle } from '../shared/cutMiddle';
import { tellApart } from '../shared/tellApart';
import { type NodeSubject, subjectOf, titleOf } from './nodeFacts';
import type { ShownGraph } from './shownGraph';

/** How the nodes of one view are called on their cards. */
export interface CardNames {
  /** The shortest end of the node's path that no other name in view has. */
  readonly near: (subject: NodeSubject) => string;
  /** What can be read from afar: without its ending where that leaves it unique, cut, and with the version. */
  readonly afar: (subject: NodeSubject) => string;
  /** The same of a group, by its whole name. */
  readonly group: (name: string) => string;
  readonly afarGroup: (name: string) => string;
}

/** Characters that fit on a card at the size that can be read from afar. */
const roomFromAfar = 10;

/** On the card of a group, which has its arrow too. */
const roomOfGroup = 8;

/** Names that stand side by side on the canvas are told apart; equal ones stay equal. */
export function cardNamesOf(workspace: Workspace, shown: ShownGraph): CardNames {
  const titles = new Set<string>();
  const uniqueIds = new Set<string>();
  const groups: string[] = [];
  for (const index of shown.nodes) {
    const node = shown.graph.nodes[index];
    if (node?.type === 'group') groups.push(node.name);
    const subject = node && subjectOf(workspace, node);
    if (!subject) continue;
    titles.add(titleOf(subject));
    if (namespaceOf(subject) === dbtNamespace) uniqueIds.add(titleOf(subject));
  }
  return namesApart(titles, uniqueIds, groups);
}

/** The names of cards by what they are called in full; `uniqueIds` are those that dbt gave. */
export function namesApart(
  titles: ReadonlySet<string>,
  uniqueIds?: ReadonlySet<string>,
  groups: readonly string[] = [],
): CardNames {
  const groupEnds = tellApart(groups);
  const group = (name: string) => groupEnds.get(name) ?? name;
  const ends = tellApart(titles, uniqueIds);
  const stems = new Map<string, number>();
  for (const end of ends.values()) stems.set(stemOf(end), (stems.get(stemOf(end)) ?? 0) + 1);
  const near = (subject: NodeSubject) => ends.get(titleOf(subject)) ?? titleOf(subject);
  const afar = (subject: NodeSubject) => {
    const version = subject.type === 'snapshot' ? ` v${subject.snapshot.snapshot.sequence}` : '';
    // The narrow letters of a version take less room than they count for.
    const room = roomFromAfar - Math.max(0, version.length - 1);
    const end = near(subject);
    const name = end.length > room && stems.get(stemOf(end)) === 1 ? stemOf(end) : end;
    return cutMiddle(name, room) + version;
  };
  return { near, afar, group, afarGroup: (name) => cutMiddle(group(name), roomOfGroup) };
}

function namespaceOf(subject: NodeSubject): string {
  return 'artifact' in subject ? subject.artifact.namespace : subject.job.job.namespace;
}

/** A name without its ending. */
function stemOf(name: string): string {
  return name.replace(/(?<=[^/])\.[^./]{1,8}$/, '');
}
