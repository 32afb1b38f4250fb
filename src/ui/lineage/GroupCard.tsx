import { IconChevronRight, IconFolder } from '@tabler/icons-react';
import { Handle, Position } from '@xyflow/react';
import { useMemo } from 'react';
import { useStore } from 'zustand';

import type { GroupNode } from '../../lineage/graph';
import { ContractIcon } from '../contracts/ContractMark';
import { formatCount } from '../shared/format';
import { kindNames, type NodeKind } from '../shared/kindNames';
import { MiddleCut } from '../shared/MiddleCut';
import { hoverStore, useCanvas } from './canvasContext';
import { groupStanding } from './groupStanding';
import classes from './NodeCard.module.css';
import { relationTo } from './relation';

/** A group of nodes: its name, how many of what, and the worst that is said of any of them. */
export function GroupCard({ node, index }: { readonly node: GroupNode; readonly index: number }) {
  const { workspace, shown, names, closure, direction } = useCanvas();
  const isLit = useStore(hoverStore, (state) => state.lit?.has(index) ?? false);
  const { kinds, worst } = useMemo(
    () => groupStanding(workspace, shown.whole, node.members),
    [workspace, shown, node],
  );
  const words = kinds.map(([kind, count]) => countedKind(kind, count));
  const name = names.group(node.name);
  return (
    <div
      className={classes.card}
      data-kind="group"
      data-direction={direction}
      data-relation={closure ? relationTo(closure, index) : undefined}
      data-lit={isLit || undefined}
    >
      <Handle
        type="target"
        className={classes.handle ?? ''}
        position={direction === 'right' ? Position.Left : Position.Top}
        isConnectable={false}
      />
      <span className={classes.icon}>
        <IconFolder size={20} aria-hidden />
      </span>
      <span className={classes.body}>
        <span className={classes.line}>
          <span className={classes.title}>
            <MiddleCut text={name} whole={node.name} />
          </span>
          <span className={classes.short} aria-hidden>
            {names.afarGroup(node.name)}
          </span>
          {worst && <ContractIcon verdict={worst.verdict} isWaived={false} words={worst.words} />}
        </span>
        <span className={classes.line}>
          <span className={classes.details} title={words.join(', ')}>
            {words.slice(0, 2).join(' · ')}
          </span>
        </span>
      </span>
      <Opener node={node} />
      <Handle
        type="source"
        className={classes.handle ?? ''}
        position={direction === 'right' ? Position.Right : Position.Bottom}
        isConnectable={false}
      />
    </div>
  );
}

function countedKind(kind: NodeKind, count: number): string {
  const name = kindNames[kind].toLowerCase();
  const isPlural = count !== 1 && kind !== 'features' && kind !== 'code' && kind !== 'other';
  return `${formatCount(count)} ${name}${isPlural ? 's' : ''}`;
}

function Opener({ node }: { readonly node: GroupNode }) {
  const { openGroup } = useCanvas();
  return (
    <button
      type="button"
      className={`nodrag nopan ${classes.opener ?? ''}`}
      aria-label={`Open ${node.name}`}
      tabIndex={-1}
      onClick={(event) => {
        event.stopPropagation();
        openGroup(node.key);
      }}
      onDoubleClick={(event) => event.stopPropagation()}
    >
      <IconChevronRight size={18} aria-hidden />
    </button>
  );
}
