import { UnstyledButton } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef } from 'react';

import type { NodeKey } from '../../lineage/graph';
import type { Closure } from '../../lineage/traverse';
import type { Workspace } from '../../operations/core/workspace';
import { FindingCount } from '../findings/FindingCount';
import { formatCount, formatCounted } from '../shared/format';
import { KindIcon } from '../shared/KindIcon';
import { kindNames } from '../shared/kindNames';
import { MiddleCut } from '../shared/MiddleCut';
import { cardDetails, runStateOf } from './cardText';
import { type CardNames, cardNamesOf } from './cardNames';
import { kindOf, subjectOf, titleOf } from './nodeFacts';
import classes from './NodeList.module.css';
import { countsOf, relationTo } from './relation';
import { RunStateIcon } from './RunStateIcon';
import type { ShownGraph } from './shownGraph';

interface NodeListProps {
  readonly workspace: Workspace;
  readonly shown: ShownGraph;
  readonly closure: Closure | null;
  readonly onSelect: (key: NodeKey) => void;
  readonly onShowAll: () => void;
}

const rowHeight = 40;

/** Left out on narrow screens. */
const extraNumber = `${classes.number} ${classes.extra}`;

/** The graph as a table: the same nodes as the canvas and, with a selection, the same closure, by hops. */
export function NodeList({ workspace, shown, closure, onSelect, onShowAll }: NodeListProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useMemo(() => rowsOf(workspace, shown, closure), [workspace, shown, closure]);
  const names = useMemo(() => cardNamesOf(workspace, shown), [workspace, shown]);
  // oxlint-disable-next-line react/incompatible-library -- the virtualizer's own functions are not memoised here
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });
  const items = virtual.getVirtualItems();
  const before = items[0]?.start ?? 0;
  const after = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);
  return (
    <div
      ref={scroller}
      className={classes.scroller}
      // What scrolls must be reachable by keys.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      role="region"
      aria-label="Nodes of the graph"
    >
      <table className={classes.table} aria-rowcount={rows.length + 1}>
        <Caption {...{ shown, closure, onShowAll }} />
        <Head hasRelation={closure !== null} />
        <tbody>
          {before > 0 && <tr aria-hidden style={{ height: before }} />}
          {items.map((item) => {
            const index = rows[item.index] ?? -1;
            return (
              <Row
                key={item.key}
                workspace={workspace}
                shown={shown}
                closure={closure}
                names={names}
                index={index}
                rowIndex={item.index + 2}
                onSelect={onSelect}
              />
            );
          })}
          {after > 0 && <tr aria-hidden style={{ height: after }} />}
        </tbody>
      </table>
    </div>
  );
}

function Caption({ shown, closure, onShowAll }: Pick<NodeListProps, 'shown' | 'closure' | 'onShowAll'>) {
  const counts = closure && countsOf(closure);
  return (
    <caption className={classes.caption}>
      {counts ? (
        <>
          {formatCounted(counts.upstream, 'ancestor')}, {formatCounted(counts.downstream, 'descendant')} of
          the selected node ·{' '}
          <button type="button" className={classes.showAll} onClick={onShowAll}>
            show all {formatCount(shown.nodes.length)}
          </button>
        </>
      ) : (
        `${formatCounted(shown.nodes.length, 'node')}. Choose one to see its ancestors and descendants.`
      )}
    </caption>
  );
}

function Head({ hasRelation }: { readonly hasRelation: boolean }) {
  return (
    <thead>
      <tr>
        <th scope="col">Name</th>
        <th scope="col" className={classes.extra}>
          Kind
        </th>
        <th scope="col">Version</th>
        {hasRelation && <th scope="col">Relation</th>}
        <th scope="col" className={extraNumber}>
          Upstream
        </th>
        <th scope="col" className={extraNumber}>
          Downstream
        </th>
      </tr>
    </thead>
  );
}

interface RowProps extends Pick<NodeListProps, 'workspace' | 'shown' | 'closure' | 'onSelect'> {
  readonly names: CardNames;
  readonly index: number;
  readonly rowIndex: number;
}

function Row({ workspace, shown, closure, names, index, rowIndex, onSelect }: RowProps) {
  const node = shown.graph.nodes[index];
  const subject = node && subjectOf(workspace, node);
  if (!subject) return null;
  const relation = closure ? relationTo(closure, index) : undefined;
  const state = runStateOf(subject);
  return (
    <tr data-relation={relation} aria-rowindex={rowIndex}>
      <th scope="row">
        <UnstyledButton
          className={classes.name}
          aria-pressed={relation === 'selected'}
          onClick={() => onSelect(subject.key)}
        >
          <KindIcon kind={kindOf(subject)} size={15} isDecorative />
          <MiddleCut text={names.near(subject)} whole={titleOf(subject)} />
        </UnstyledButton>
      </th>
      <td className={classes.extra}>{kindNames[kindOf(subject)]}</td>
      <td>
        <span className={classes.version}>
          {cardDetails(workspace, subject).join(' · ')}
          {state !== null && <RunStateIcon state={state} isLast={subject.type === 'job'} />}
          {(subject.type === 'artifact' || subject.type === 'job') && <FindingCount node={subject.key} />}
        </span>
      </td>
      {closure && <td>{relationInWords(closure, index)}</td>}
      <td className={extraNumber}>{formatCount(shown.graph.incoming[index]?.length ?? 0)}</td>
      <td className={extraNumber}>{formatCount(shown.graph.outgoing[index]?.length ?? 0)}</td>
    </tr>
  );
}

function relationInWords(closure: Closure, index: number): string {
  const up = closure.upstream.hops[index] ?? -1;
  const down = closure.downstream.hops[index] ?? -1;
  switch (relationTo(closure, index)) {
    case 'selected':
      return 'selected';
    case 'ancestor':
      return `upstream, ${formatCounted(up, 'hop')}`;
    case 'descendant':
      return `downstream, ${formatCounted(down, 'hop')}`;
    case 'both':
      return `both, on a cycle: ${up} up, ${down} down`;
    case 'unrelated':
      return 'not related';
  }
}

/** By name, then version; with a selection its closure: farthest ancestor first, farthest descendant last, as the canvas reads. */
function rowsOf(workspace: Workspace, shown: ShownGraph, closure: Closure | null): readonly number[] {
  if (!closure) return byName(workspace, shown, shown.nodes);
  const order = (index: number) => {
    const up = closure.upstream.hops[index] ?? -1;
    return up > 0 ? -up : (closure.downstream.hops[index] ?? 0);
  };
  const related = [...closure.nodes].filter((index) => (shown.placeOf[index] ?? -1) !== -1);
  return byName(workspace, shown, related).sort((a, b) => order(a) - order(b));
}

function byName(workspace: Workspace, shown: ShownGraph, indexes: readonly number[]): number[] {
  return indexes
    .map((index) => {
      const node = shown.graph.nodes[index];
      const subject = node ? subjectOf(workspace, node) : null;
      return {
        index,
        name: subject ? titleOf(subject) : '',
        version: subject?.type === 'snapshot' ? subject.snapshot.snapshot.sequence : 0,
      };
    })
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.version - b.version))
    .map(({ index }) => index);
}
