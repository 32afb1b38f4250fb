import { ActionIcon, Menu } from '@mantine/core';
import { IconArrowMerge, IconArrowsSplit2, IconDots, IconPencil, IconTrash } from '@tabler/icons-react';

import type { Thing } from '../../operations/identities/thing';
import { useIdentityDialog } from '../../state/identityDialog';

interface ThingMenuProps {
  readonly thing: Thing;
  readonly name: string;
}

/** What can be done to an artifact or job as a whole. */
export function ThingMenu({ thing, name }: ThingMenuProps) {
  const { ask } = useIdentityDialog();
  return (
    <Menu position="bottom-end" shadow="md" returnFocus withinPortal>
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={`Change ${name}`}
          title="Rename, merge, split, delete"
        >
          <IconDots size={17} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPencil size={15} />} onClick={() => ask('rename', thing)}>
          Rename…
        </Menu.Item>
        <Menu.Item leftSection={<IconArrowMerge size={15} />} onClick={() => ask('merge', thing)}>
          Merge others into it…
        </Menu.Item>
        <Menu.Item leftSection={<IconArrowsSplit2 size={15} />} onClick={() => ask('split', thing)}>
          Split…
        </Menu.Item>
        <Menu.Item leftSection={<IconTrash size={15} />} onClick={() => ask('delete', thing)}>
          Delete…
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
