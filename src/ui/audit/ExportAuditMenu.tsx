import { Button, Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconChevronDown, IconCopy, IconDownload } from '@tabler/icons-react';

import type { AuditLog } from '../../operations/audit/auditLog';
import type { NameOfActor } from '../../operations/audit/auditLogFilter';
import { exportAudit, type AuditFormat } from '../../operations/audit/exportAudit';
import { useWorkspaceName } from '../../state/currentWorkspace';
import type { AuditEntry } from '../../versioning/records';
import { exportName } from '../exchange/exportName';
import { copyText } from '../shared/copyText';
import { download } from '../shared/download';
import { formatCounted } from '../shared/format';

const formats: readonly { readonly id: AuditFormat; readonly name: string; readonly about: string }[] = [
  { id: 'jsonl', name: 'JSON Lines', about: 'can be verified by another program where it is whole' },
  { id: 'csv', name: 'CSV', about: 'for a spreadsheet' },
];

interface ExportAuditMenuProps {
  readonly log: AuditLog;
  /** Those that the filter shows, latest first. */
  readonly shown: readonly AuditEntry[];
  readonly nameOf: NameOfActor;
}

/** The log as a file or in the clipboard: whole, and where a filter is set what it shows. */
export function ExportAuditMenu({ log, shown, nameOf }: ExportAuditMenuProps) {
  const workspaceName = useWorkspaceName();
  const isFiltered = shown.length < log.entries.length;
  const parts = [
    { id: 'whole', title: `Whole log, ${counted(log.entries)}`, entries: log.entries },
    ...(isFiltered
      ? [{ id: 'shown', title: `Filtered, ${counted(shown)}`, entries: shown.toReversed() }]
      : []),
  ];
  const save = (entries: readonly AuditEntry[], format: AuditFormat): void => {
    const name = exportName(workspaceName, `audit.${format}`, new Date());
    download(exportAudit(log, entries, format, nameOf), name);
    notifications.show({ message: `${name}, ${counted(entries)}, is in your downloads` });
  };
  return (
    <Menu position="bottom-end" width={330}>
      <Menu.Target>
        <Button variant="default" rightSection={<IconChevronDown size={15} aria-hidden />}>
          Export
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {parts.map(({ id, title, entries }) => (
          <div key={id} role="group" aria-label={title}>
            <Menu.Label aria-hidden>{title}</Menu.Label>
            {formats.map(({ id: format, name, about }) => (
              <Menu.Item
                key={format}
                leftSection={<IconDownload size={16} aria-hidden />}
                onClick={() => save(entries, format)}
              >
                Download {name}, {about.replace(' where it is whole', id === 'whole' ? '' : ' only whole')}
              </Menu.Item>
            ))}
            {formats.map(({ id: format, name }) => (
              <Menu.Item
                key={format}
                leftSection={<IconCopy size={16} aria-hidden />}
                onClick={() =>
                  void copyText(exportAudit(log, entries, format, nameOf), `${counted(entries)} copied`)
                }
              >
                Copy {name}
              </Menu.Item>
            ))}
          </div>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function counted(entries: readonly AuditEntry[]): string {
  return formatCounted(entries.length, 'entry', 'entries');
}
