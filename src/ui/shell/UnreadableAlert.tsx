import { Alert } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';

import { describeUnreadable } from '../../operations/core/describeUnreadable';
import type { Workspace } from '../../operations/core/workspace';

const namedCount = 5;

/** Which stored records cannot be read, and what to do about it. */
export function UnreadableAlert({ unreadable }: Pick<Workspace, 'unreadable'>) {
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
