import { ActionIcon, Badge, Button, Menu, Modal } from '@mantine/core';
import { IconCopy, IconDots, IconDownload, IconPencil, IconTrash } from '@tabler/icons-react';
import { useEffect, useState } from 'react';

import type { WorkspaceEntry } from '../../operations/workspaces/workspaces';
import type { LastChange, Workspaces } from '../../state/workspaces';
import { formatCounted } from '../shared/format';
import { MiddleCut } from '../shared/MiddleCut';
import { RelativeTime } from '../shared/RelativeTime';
import { useExportFile } from './useExportFile';
import { useWorkspaceActions } from './useWorkspaceActions';
import { linkToWorkspace } from './workspaceAddress';
import { WorkspaceForm } from './WorkspaceForm';
import { WorkspaceMark } from './WorkspaceMark';
import classes from './Workspaces.module.css';

interface WorkspaceRowProps {
  readonly entry: WorkspaceEntry;
  readonly isCurrent: boolean;
  readonly workspaces: Workspaces;
}

export function WorkspaceRow({ entry, isCurrent, workspaces }: WorkspaceRowProps) {
  const [isEditing, setIsEditing] = useState(false);
  return (
    <li className={classes.row} aria-label={entry.name}>
      <WorkspaceMark entry={entry} />
      <div>
        <a className={classes.name} href={linkToWorkspace(entry.id)}>
          <MiddleCut text={entry.name} />
        </a>
        <LastChangeFacts entry={entry} workspaces={workspaces} />
      </div>
      {isCurrent ? (
        <Badge variant="light" color="gray" tt="none" fw={500}>
          Shown now
        </Badge>
      ) : (
        <Button
          component="a"
          href={linkToWorkspace(entry.id)}
          size="xs"
          variant="default"
          aria-label={`Open ${entry.name}`}
        >
          Open
        </Button>
      )}
      <RowMenu entry={entry} workspaces={workspaces} onEdit={() => setIsEditing(true)} />
      <EditDialog entry={entry} isOpen={isEditing} onClose={() => setIsEditing(false)} />
    </li>
  );
}

interface RowPartProps {
  readonly entry: WorkspaceEntry;
  readonly workspaces: Workspaces;
}

function LastChangeFacts({ entry, workspaces }: RowPartProps) {
  const lastChange = useLastChange(entry, workspaces);
  return (
    <div className={classes.facts}>
      {lastChange === 'loading' ? (
        ' '
      ) : lastChange === null ? (
        'Empty'
      ) : (
        <>
          {formatCounted(lastChange.changeCount, 'change')}, the last <RelativeTime at={lastChange.at} />
        </>
      )}
    </div>
  );
}

function RowMenu({ entry, workspaces, onEdit }: RowPartProps & { readonly onEdit: () => void }) {
  const actions = useWorkspaceActions();
  const [isCopying, setIsCopying] = useState(false);
  const { isExporting, exportFile } = useExportFile(workspaces);
  const duplicate = async (): Promise<void> => {
    setIsCopying(true);
    await actions.duplicate(entry);
    setIsCopying(false);
  };
  return (
    <Menu position="bottom-end" width={230}>
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={34}
          aria-label={`More for ${entry.name}`}
          loading={isCopying || isExporting}
        >
          <IconDots size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={onEdit}>
          Rename or recolour
        </Menu.Item>
        <Menu.Item leftSection={<IconCopy size={16} aria-hidden />} onClick={() => void duplicate()}>
          Duplicate
        </Menu.Item>
        <Menu.Item
          leftSection={<IconDownload size={16} aria-hidden />}
          onClick={() => void exportFile(entry)}
        >
          Export with its bytes
        </Menu.Item>
        <Menu.Item
          leftSection={<IconTrash size={16} aria-hidden />}
          c="var(--tl-bad-text)"
          onClick={() => void actions.remove(entry)}
        >
          Delete
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function EditDialog({
  entry,
  isOpen,
  onClose,
}: {
  readonly entry: WorkspaceEntry;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}) {
  const actions = useWorkspaceActions();
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={`Name and colour of ${entry.name}`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <WorkspaceForm
        name={entry.name}
        colour={entry.colour}
        verb="Save"
        onCancel={onClose}
        onSave={async (name, colour) => {
          const isRenamed = name.trim() === entry.name || (await actions.rename(entry, name)) !== null;
          if (!isRenamed) return false;
          if (colour !== entry.colour) await actions.recolour(entry, colour);
          onClose();
          return true;
        }}
      />
    </Modal>
  );
}

function useLastChange(entry: WorkspaceEntry, workspaces: Workspaces): LastChange | null | 'loading' {
  const [found, setFound] = useState<LastChange | null | 'loading'>('loading');
  useEffect(() => {
    let isCurrent = true;
    void workspaces.lastChange(entry).then((last) => {
      if (isCurrent) setFound(last);
    });
    return () => {
      isCurrent = false;
    };
    // Its name and colour do not matter.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [entry.id, workspaces]);
  return found;
}
