import { Button } from '@mantine/core';

import { undoStateOf, type AuditLog } from '../../operations/audit/auditLog';
import type { NameOfActor } from '../../operations/audit/auditLogFilter';
import { auditDigest, describeAuditEntry } from '../../operations/audit/auditLogWords';
import type { Workspace } from '../../operations/core/workspace';
import type { AuditEntry } from '../../versioning/records';
import { timeWidth } from '../shared/columnWidths';
import { Digest } from '../shared/Digest';
import { formatCount } from '../shared/format';
import { RowLink } from '../shared/RowLink';
import type { TableColumn } from '../shared/VirtualTable';
import type { AuditSearch } from './auditSearch';
import { AuditSubject } from './AuditSubject';
import { RecordedTime } from './RecordedTime';

interface ColumnParts {
  readonly log: AuditLog;
  readonly workspace: Workspace;
  readonly search: AuditSearch;
  readonly nameOf: NameOfActor;
  readonly undo: (entry: AuditEntry) => void;
}

export function auditColumns(parts: ColumnParts): readonly TableColumn<AuditEntry>[] {
  const { log, workspace, search, nameOf, undo } = parts;
  return [
    {
      id: 'sequence',
      title: 'No.',
      width: '48px',
      isNumber: true,
      cell: ({ sequence }) => formatCount(sequence),
    },
    {
      id: 'what',
      title: 'What',
      width: 'minmax(120px, 1.2fr)',
      cell: (entry) => (
        <RowLink
          to="/audit"
          search={{ ...search, entry: entry.sequence }}
          resetScroll={false}
          text={describeAuditEntry(log, entry)}
        />
      ),
    },
    {
      id: 'about',
      title: 'About',
      width: 'minmax(110px, 0.8fr)',
      isExtra: true,
      cell: (entry) => <AuditSubject log={log} workspace={workspace} entry={entry} />,
    },
    {
      id: 'digest',
      title: 'Digest',
      width: '130px',
      isExtra: true,
      cell: (entry) => <DigestCell entry={entry} />,
    },
    {
      id: 'who',
      title: 'Who',
      width: '110px',
      isExtra: true,
      cell: ({ actor }) => <span title={actor}>{nameOf(actor)}</span>,
    },
    {
      id: 'when',
      title: 'When',
      width: timeWidth,
      isExtra: true,
      cell: ({ recordedAt }) => <RecordedTime at={recordedAt} />,
    },
    {
      id: 'undo',
      title: 'Undo',
      width: '84px',
      isExtra: true,
      cell: (entry) => <UndoCell log={log} entry={entry} undo={undo} />,
    },
  ];
}

function DigestCell({ entry }: { readonly entry: AuditEntry }) {
  const digest = auditDigest(entry);
  return digest === null ? null : <Digest digest={digest} />;
}

interface UndoCellProps extends Pick<ColumnParts, 'log' | 'undo'> {
  readonly entry: AuditEntry;
}

function UndoCell({ log, entry, undo }: UndoCellProps) {
  const state = undoStateOf(log, entry);
  if (state === 'nothing') return null;
  const isUndone = state === 'undone';
  // The same button afterwards, and not `disabled`: it has the focus of whoever pressed it.
  return (
    <Button
      size="compact-sm"
      variant="default"
      aria-label={isUndone ? `Undone: change ${entry.sequence}` : `Undo change ${entry.sequence}`}
      aria-disabled={isUndone}
      {...(isUndone && { 'data-disabled': true })}
      onClick={() => {
        if (!isUndone) undo(entry);
      }}
    >
      {isUndone ? 'Undone' : 'Undo'}
    </Button>
  );
}
