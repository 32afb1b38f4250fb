import { Alert } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';

import { describeUnreadable } from '../../operations/core/describeUnreadable';
import { useWorkspace } from '../../state/useWorkspace';

const namedCount = 5;

/** Says on every page which stored records are left out of it, because they cannot be read. */
export function UnreadableNotice() {
  const state = useWorkspace();
  const unreadable = state.status === 'ready' ? state.workspace.unreadable : [];
  if (unreadable.length === 0) return null;
  const title =
    unreadable.length === 1
      ? '1 stored record cannot be read'
      : `${unreadable.length} stored records cannot be read`;
  return (
    <Alert color="bad" variant="light" icon={<IconAlertTriangle size={18} />} title={title} m="md">
      Views and exports leave them out. Import a bundle from before the damage into a new workspace.
      <details style={{ marginTop: 8 }}>
        <summary>Which ones</summary>
        <ul style={{ margin: '8px 0 0', paddingInlineStart: 20, overflowWrap: 'anywhere' }}>
          {unreadable.slice(0, namedCount).map((record) => (
            <li key={`${record.table} ${record.key}`}>{describeUnreadable(record)}</li>
          ))}
          {unreadable.length > namedCount && <li>{`and ${unreadable.length - namedCount} more`}</li>}
        </ul>
      </details>
    </Alert>
  );
}
