import { Drawer } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';

import type { AuditLog } from '../../operations/audit/auditLog';
import { filterAuditLog, type NameOfActor } from '../../operations/audit/auditLogFilter';
import { describeAuditEntry } from '../../operations/audit/auditLogWords';
import type { Workspace } from '../../operations/core/workspace';
import { useServices } from '../../state/services';
import type { AuditEntry } from '../../versioning/records';
import { EmptyState } from '../shared/EmptyState';
import { FailureNotice } from '../shared/FailureNotice';
import { formatShown } from '../shared/format';
import { ListPage } from '../shared/ListPage';
import { NoMatch } from '../shared/NoMatch';
import { SlowSkeleton } from '../shared/SlowSkeleton';
import { useEdit } from '../shared/useEdit';
import { VirtualTable } from '../shared/VirtualTable';
import { WithWorkspace } from '../shared/WithWorkspace';
import { auditColumns } from './auditColumns';
import { AuditFilters, type ChangeAuditSearch } from './AuditFilters';
import { filterOf, parseAuditSearch } from './auditSearch';
import { ChainState } from './ChainState';
import { EntryDetail } from './EntryDetail';
import { ExportAuditMenu } from './ExportAuditMenu';
import { useActorNames } from './useActorNames';
import { useAuditLog } from './useAuditLog';

export function AuditPage() {
  return <WithWorkspace>{(workspace) => <LoadedAudit workspace={workspace} />}</WithWorkspace>;
}

function LoadedAudit({ workspace }: { readonly workspace: Workspace }) {
  const state = useAuditLog(workspace.auditSequence);
  switch (state.status) {
    case 'loading':
      return <SlowSkeleton />;
    case 'failed':
      return <FailureNotice title="The audit log could not be read" failure={state.failure} />;
    case 'ready':
      return <AuditList workspace={workspace} log={state.log} />;
  }
}

interface AuditListProps {
  readonly workspace: Workspace;
  readonly log: AuditLog;
}

function AuditList({ workspace, log }: AuditListProps) {
  const services = useServices();
  const edit = useEdit();
  const nameOf = useActorNames();
  const search = useSearch({ from: '/audit' });
  const navigate = useNavigate();
  const change: ChangeAuditSearch = (next) => {
    void navigate({ to: '/audit', search: parseAuditSearch({ ...search, ...next }), replace: true });
  };
  const { entry: _entry, ...filters } = search;
  const filterKey = JSON.stringify(filters);
  const shown = useMemo(
    () => filterAuditLog(log, filterOf(JSON.parse(filterKey) as typeof filters), nameOf).toReversed(),
    [log, filterKey, nameOf],
  );
  const undo = (entry: AuditEntry): void => {
    void edit(`Undid: ${describeAuditEntry(log, entry)}`, () => services.undo(entry.sequence));
  };
  const total = log.entries.length;
  return (
    <ListPage
      title="Audit"
      count={`${formatShown(shown.length, total)}${log.unreadableCount === 0 ? '' : `, ${log.unreadableCount} cannot be read`}`}
      bar={
        total > 0 && (
          <>
            <ExportAuditMenu log={log} shown={shown} nameOf={nameOf} />
            <AuditFilters log={log} search={search} nameOf={nameOf} change={change} />
            <div style={{ flex: '1 0 100%' }}>
              <ChainState auditSequence={workspace.auditSequence} />
            </div>
          </>
        )
      }
    >
      {shown.length > 0 ? (
        <VirtualTable
          label="Audit log"
          columns={auditColumns({ log, workspace, search, nameOf, undo })}
          rows={shown}
          rowKey={({ sequence }) => String(sequence)}
        />
      ) : total > 0 ? (
        <NoMatch
          noun="entry"
          hiddenCount={total}
          onClear={() => void navigate({ to: '/audit', search: {} })}
        />
      ) : (
        <EmptyState
          title="Nothing was changed yet"
          hint="Every change of this workspace is written here, each entry with the hash of the one before. Drop a file to make the first."
        />
      )}
      <EntryDrawer {...{ workspace, log, nameOf, undo, change }} sequence={search.entry} />
    </ListPage>
  );
}

interface EntryDrawerProps extends AuditListProps {
  /** Of the entry that the address names. */
  readonly sequence: number | undefined;
  readonly nameOf: NameOfActor;
  readonly undo: (entry: AuditEntry) => void;
  readonly change: ChangeAuditSearch;
}

function EntryDrawer({ workspace, log, sequence, nameOf, undo, change }: EntryDrawerProps) {
  const open = sequence === undefined ? undefined : log.entries.find((entry) => entry.sequence === sequence);
  return (
    <Drawer
      opened={open !== undefined}
      onClose={() => change({ entry: undefined })}
      position="right"
      size={560}
      title={open === undefined ? '' : describeAuditEntry(log, open)}
      closeButtonProps={{ 'aria-label': 'Close the entry' }}
      styles={{ title: { overflowWrap: 'anywhere' } }}
    >
      {open !== undefined && (
        <EntryDetail log={log} workspace={workspace} entry={open} nameOf={nameOf} undo={undo} />
      )}
    </Drawer>
  );
}
