import { Button } from '@mantine/core';
import { useMemo, useState } from 'react';

import { type TraversalDirection, traverse } from '../../lineage/traverse';
import { formatCount, formatCounted } from '../shared/format';
import { KindIcon } from '../shared/KindIcon';
import { MiddleCut } from '../shared/MiddleCut';
import { cardDetails } from '../lineage/cardText';
import { kindOf, subjectOf, titleOf } from '../lineage/nodeFacts';
import { Section } from './Facts';
import classes from './Inspector.module.css';
import { useInspector } from './inspectorContext';
import { NodeLink } from './NodeLink';

const atFirst = 8;
const atMost = 500;

/** The ancestors or descendants of the inspected node with their hops: the closure that the canvas lights up. */
export function RelatedNodes({ direction }: { readonly direction: TraversalDirection }) {
  const { workspace, graph, nodeKey } = useInspector();
  const [isWhole, setWhole] = useState(false);
  const start = graph.indexOf.get(nodeKey) ?? -1;
  const closure = useMemo(() => traverse(graph, start, direction), [graph, start, direction]);
  const direct = [...closure.nodes].filter((node) => closure.hops[node] === 1).length;
  const all = [...closure.nodes.subarray(1)];
  const shown = all.slice(0, isWhole ? atMost : atFirst);
  const isUp = direction === 'upstream';
  return (
    <Section
      title={isUp ? 'Where from' : 'Where to'}
      count={
        all.length === 0
          ? 'nothing known'
          : `${formatCount(direct)} ${direction}, ${formatCounted(all.length, isUp ? 'ancestor' : 'descendant')}`
      }
    >
      {shown.length > 0 && (
        <ul className={classes.nodes} data-side={direction}>
          {shown.map((index) => {
            const node = graph.nodes[index];
            const subject = node && subjectOf(workspace, node);
            if (!subject) return null;
            return (
              <li key={subject.key}>
                <NodeLink to={subject.key} className={classes.node}>
                  <KindIcon kind={kindOf(subject)} size={15} />
                  <span className={classes.nodeName}>
                    <MiddleCut text={titleOf(subject)} />
                  </span>
                  <span className={classes.quiet}>{cardDetails(workspace, subject)[0]}</span>
                  <span className={classes.hops}>{formatCounted(closure.hops[index] ?? 0, 'hop')}</span>
                </NodeLink>
              </li>
            );
          })}
        </ul>
      )}
      {all.length > shown.length && !isWhole && (
        <Button size="compact-xs" variant="subtle" onClick={() => setWhole(true)}>
          Show all {formatCount(all.length)}
        </Button>
      )}
      {isWhole && all.length > atMost && (
        <p className={classes.quiet}>
          The first {atMost}; the list view shows all {formatCount(all.length)}.
        </p>
      )}
    </Section>
  );
}
