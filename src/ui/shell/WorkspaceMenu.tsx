import { Menu, UnstyledButton } from '@mantine/core';
import { IconArrowsExchange, IconChevronDown, IconSettings } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';

import { usePreferences } from '../../state/preferences';
import { MiddleCut } from '../shared/MiddleCut';

export function WorkspaceMenu({ className }: { readonly className: string }) {
  const workspaceName = usePreferences((preferences) => preferences.workspaceName);
  return (
    <Menu position="bottom-start" width={220}>
      <Menu.Target>
        <UnstyledButton className={className} aria-label={`Workspace ${workspaceName}`}>
          <MiddleCut text={workspaceName} />
          <IconChevronDown size={15} aria-hidden style={{ flex: 'none' }} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>On this machine only</Menu.Label>
        <Menu.Item
          leftSection={<IconArrowsExchange size={16} />}
          renderRoot={(props) => <Link to="/exchange" {...props} />}
        >
          Export or import
        </Menu.Item>
        <Menu.Item
          leftSection={<IconSettings size={16} />}
          renderRoot={(props) => <Link to="/settings" {...props} />}
        >
          Rename the workspace
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
