import { Handle, type Node, type NodeProps, Position } from '@xyflow/react';
import { memo } from 'react';
import { useStore } from 'zustand';

import type { GraphNode } from '../../lineage/graph';
import type { TagArrival } from '../../lineage/tags';
import { CardVerdict } from '../contracts/CardVerdict';
import { formatCounted } from '../shared/format';
import { KindIcon } from '../shared/KindIcon';
import { MiddleCut } from '../shared/MiddleCut';
import { hoverStore, useCanvas } from './canvasContext';
import { CardAliases } from './CardAliases';
import { CardLens } from './CardLens';
import { cardDetails, runStateOf } from './cardText';
import { GroupCard } from './GroupCard';
import { OpenDriftCount } from '../drift/OpenDriftCount';
import { DriftBadge } from '../drift/DriftBadge';
import { FindingCount } from '../findings/FindingCount';
import { CardPersonal } from '../privacy/CardPersonal';
import classes from './NodeCard.module.css';
import { kindOf, type NodeSubject, subjectOf, titleOf } from './nodeFacts';
import type { LensMark } from './lensMarks';
import { relationTo } from './relation';
import { RunStateIcon } from './RunStateIcon';

export type CardNode = Node<{ readonly place: number }, 'card'>;

/** One node on the canvas, as INTERFACE.md draws it; jobs and runs smaller and rounded. */
export const NodeCard = memo(function NodeCard({ data: { place } }: NodeProps<CardNode>) {
  const { shown } = useCanvas();
  const index = shown.nodes[place] ?? -1;
  const node = shown.graph.nodes[index];
  if (!node) return null;
  return node.type === 'group' ? (
    <GroupCard node={node} index={index} />
  ) : (
    <ThingCard place={place} node={node} />
  );
});

function ThingCard({ place, node }: { readonly place: number; readonly node: GraphNode }) {
  const { workspace, shown, names, closure, direction, personal, marks } = useCanvas();
  const index = shown.nodes[place] ?? -1;
  const isLit = useStore(hoverStore, (state) => state.lit?.has(index) ?? false);
  const subject = subjectOf(workspace, node);
  const isProcess = node.type === 'job' || node.type === 'run';
  return (
    <div
      className={classes.card}
      data-kind={subject ? kindOf(subject) : 'other'}
      data-process={isProcess || undefined}
      data-direction={direction}
      data-relation={closure ? relationTo(closure, index) : undefined}
      data-lit={isLit || undefined}
    >
      <span className={classes.strip} />
      <Handle
        type="target"
        className={classes.handle ?? ''}
        position={direction === 'right' ? Position.Left : Position.Top}
      />
      <span className={classes.icon}>
        {subject && <KindIcon kind={kindOf(subject)} size={isProcess ? 16 : 20} />}
      </span>
      <span className={classes.body}>
        <span className={classes.line}>
          <span className={classes.title}>
            {subject ? <MiddleCut text={names.near(subject)} whole={titleOf(subject)} /> : 'No longer there'}
          </span>
          <span className={classes.short} aria-hidden>
            {subject && names.afar(subject)}
          </span>
          {subject && 'artifact' in subject && subject.snapshot && (
            <DriftBadge className={classes.drift} workspace={workspace} snapshot={subject.snapshot} />
          )}
          {subject && <CardFindings subject={subject} />}
        </span>
        {subject && (
          <SecondLine
            subject={subject}
            isJob={node.type === 'job'}
            arrivals={personal?.get(node.key)}
            mark={marks?.get(node.key)}
          />
        )}
      </span>
      <Stub place={place} side="upstream" />
      <Stub place={place} side="downstream" />
      <Handle
        type="source"
        className={classes.handle ?? ''}
        position={direction === 'right' ? Position.Right : Position.Bottom}
      />
    </div>
  );
}

function SecondLine({
  subject,
  isJob,
  arrivals,
  mark,
}: {
  readonly subject: NodeSubject;
  readonly isJob: boolean;
  readonly arrivals: readonly TagArrival[] | undefined;
  readonly mark: LensMark | undefined;
}) {
  const { workspace } = useCanvas();
  const state = runStateOf(subject);
  return (
    <span className={classes.line}>
      <span className={classes.details}>{cardDetails(workspace, subject).join(' · ')}</span>
      {subject.type === 'artifact' && <OpenDriftCount workspace={workspace} artifact={subject.artifact} />}
      {'artifact' in subject && <CardVerdict {...subject} />}
      {mark !== undefined && <CardLens mark={mark} />}
      {arrivals !== undefined && <CardPersonal arrivals={arrivals} />}
      <CardAliases subject={subject} />
      {state !== null && <RunStateIcon state={state} isLast={isJob} />}
    </span>
  );
}

/** Of an artifact and a job; in the version graph on the artifact's latest version. */
function CardFindings({ subject }: { readonly subject: NodeSubject }) {
  if (subject.type === 'run') return null;
  if (subject.type === 'job') return <FindingCount node={subject.key} isOnCanvas />;
  if (subject.type === 'snapshot' && subject.snapshot !== subject.artifact.snapshots.at(-1)) return null;
  const { artifact } = subject.artifact;
  return <FindingCount node={`artifact:${artifact.id}`} isOnCanvas />;
}

function Stub({ place, side }: { readonly place: number; readonly side: 'upstream' | 'downstream' }) {
  const { shown, showMore } = useCanvas();
  const count = (side === 'upstream' ? shown.hiddenUpstream : shown.hiddenDownstream).get(place);
  if (count === undefined) return null;
  const words = `${formatCounted(count, 'node')} more ${side}, hidden by focus: show one hop more`;
  return (
    <button
      type="button"
      className={`nodrag nopan ${classes.stub ?? ''}`}
      data-side={side}
      aria-label={words}
      title={words}
      tabIndex={-1}
      onClick={(event) => {
        event.stopPropagation();
        showMore(side);
      }}
      onDoubleClick={(event) => event.stopPropagation()}
    >
      +{count}
    </button>
  );
}
