import { ActionIcon, Tooltip } from '@mantine/core';
import { IconFolder, IconFolderOff } from '@tabler/icons-react';

import { type LineageSearch, without } from './lineageSearch';

interface GroupToggleProps {
  readonly isGrouped: boolean;
  readonly search: LineageSearch;
  readonly onSearchChange: (search: LineageSearch) => void;
}

/** Folders and namespaces as groups, or every node by itself. */
export function GroupToggle({ isGrouped, search, onSearchChange }: GroupToggleProps) {
  const label = isGrouped ? 'Draw every node' : 'Draw groups';
  return (
    <Tooltip label={label}>
      <ActionIcon
        size={30}
        variant="default"
        aria-label={label}
        onClick={() => onSearchChange({ ...without(search, 'open'), groups: isGrouped ? 'off' : 'on' })}
      >
        {isGrouped ? <IconFolderOff size={16} /> : <IconFolder size={16} />}
      </ActionIcon>
    </Tooltip>
  );
}
