import type { MouseEvent, ReactNode } from 'react';

import type { NodeKey } from '../../lineage/graph';
import { resolvedLink } from '../lineage/lineageMoves';
import { lineageHref } from '../lineage/links';
import classes from './Inspector.module.css';
import { useInspector } from './inspectorContext';

interface NodeLinkProps {
  readonly to: NodeKey;
  readonly children: ReactNode;
  readonly className?: string | undefined;
}

/** Leads to another node: selects it here, or opens in a tab of its own like any link. */
export function NodeLink({ to, children, className }: NodeLinkProps) {
  const { workspace, search, onSearchChange } = useInspector();
  const target = resolvedLink(workspace, search, to);
  const follow = (event: MouseEvent) => {
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    onSearchChange(target);
  };
  return (
    <a className={className ?? classes.link} href={lineageHref(target)} onClick={follow}>
      {children}
    </a>
  );
}
