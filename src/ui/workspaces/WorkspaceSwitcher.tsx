import { Menu, Text, UnstyledButton } from '@mantine/core';
import { IconCheck, IconChevronDown, IconPlus, IconSettings } from '@tabler/icons-react';
import { Link, useLocation } from '@tanstack/react-router';

import { liveWorkspaces } from '../../operations/workspaces/workspaces';
import { useCurrentWorkspace, useWorkspaceName } from '../../state/currentWorkspace';
import { useWorkspaceList, useWorkspaces, type Workspaces } from '../../state/workspaces';
import { MiddleCut } from '../shared/MiddleCut';
import { linkToWorkspace } from './workspaceAddress';
import classes from './Workspaces.module.css';
import { WorkspaceMark } from './WorkspaceMark';

/** Which workspace is shown; opens the list of the others. */
export function WorkspaceSwitcher({ className }: { readonly className: string }) {
  const name = useWorkspaceName();
  const current = useCurrentWorkspace();
  const workspaces = useWorkspaces();
  return (
    <Menu position="bottom-start" width={280}>
      <Menu.Target>
        <UnstyledButton className={className} aria-label={`Workspace ${name}`}>
          {current && <WorkspaceMark entry={current} />}
          <MiddleCut text={name} />
          <IconChevronDown size={15} aria-hidden style={{ flex: 'none' }} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Workspaces on this device</Menu.Label>
        {workspaces && <Others workspaces={workspaces} />}
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconPlus size={16} aria-hidden />}
          renderRoot={(props) => <Link to="/workspaces" search={{ make: 'new' }} {...props} />}
        >
          New workspace
        </Menu.Item>
        <Menu.Item
          leftSection={<IconSettings size={16} aria-hidden />}
          renderRoot={(props) => <Link to="/workspaces" {...props} />}
        >
          Manage workspaces
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function Others({ workspaces }: { readonly workspaces: Workspaces }) {
  const list = useWorkspaceList(workspaces);
  const current = useCurrentWorkspace();
  const { pathname } = useLocation();
  if (list.status !== 'ready') return null;
  return (
    <div className={classes.choices}>
      {liveWorkspaces(list.entries).map((entry) => {
        const isCurrent = entry.id === current?.id;
        return (
          <Menu.Item
            key={entry.id}
            component="a"
            href={linkToWorkspace(entry.id, pathname)}
            aria-current={isCurrent ? 'true' : undefined}
            leftSection={<WorkspaceMark entry={entry} />}
            rightSection={isCurrent ? <IconCheck size={16} aria-hidden /> : null}
          >
            <Text size="sm" fw={isCurrent ? 600 : 400} component="span">
              <MiddleCut text={entry.name} />
            </Text>
          </Menu.Item>
        );
      })}
    </div>
  );
}
