import { IconExclamationCircle } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';

import type { NodeKey } from '../../lineage/graph';
import { useFound } from '../../state/findings';
import { formatCounted } from '../shared/format';
import classes from './FindingLink.module.css';

export interface FindingLinkProps {
  /** An artifact or a job. */
  readonly node: NodeKey;
  /** Where words have room beside the number. */
  readonly hasWords?: boolean;
  /** On the canvas arrows walk along cards, and Tab passes by what stands on them. */
  readonly isOnCanvas?: boolean;
}

/** How many findings of an artifact or job nobody accepted, as a link to them; nothing where there are none. */
export function FindingLink({ node, hasWords = false, isOnCanvas = false }: FindingLinkProps) {
  const count = useFound().openCounts.get(node) ?? 0;
  if (count === 0) return null;
  const words = formatCounted(count, 'finding');
  return (
    <Link
      to="/findings"
      search={{ node }}
      className={isOnCanvas ? `nodrag nopan ${classes.count ?? ''}` : classes.count}
      aria-label={`${words}: show`}
      title={`${words}: show`}
      {...(isOnCanvas && { tabIndex: -1 })}
      onClick={(event) => event.stopPropagation()}
    >
      <IconExclamationCircle size={12} aria-hidden />
      {hasWords ? words : count}
    </Link>
  );
}
