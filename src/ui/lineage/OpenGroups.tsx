import { IconX } from '@tabler/icons-react';

import type { GroupTree, NodeGroup } from '../../lineage/groups';
import { tellApart } from '../shared/tellApart';
import classes from './LineageView.module.css';

interface OpenGroupsProps {
  readonly tree: GroupTree;
  readonly opened: ReadonlySet<string>;
  readonly onClose: (group: NodeGroup) => void;
}

/** The groups that are open, each with the way to close it. */
export function OpenGroups({ tree, opened, onClose }: OpenGroupsProps) {
  const groups = [...opened].flatMap((key) => tree.byKey.get(key) ?? []);
  if (groups.length === 0) return null;
  const names = tellApart(groups.map(({ name }) => name));
  return (
    <ul className={classes.openGroups} aria-label="Open groups">
      {groups.map((group) => (
        <li key={group.key}>
          <button
            type="button"
            className={classes.openGroup}
            aria-label={`Close ${group.name}`}
            title={`Close ${group.name}  Backspace`}
            onClick={() => onClose(group)}
          >
            {names.get(group.name) ?? group.name}
            <IconX size={12} aria-hidden />
          </button>
        </li>
      ))}
    </ul>
  );
}
