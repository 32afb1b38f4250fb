import { Button, Collapse, NativeSelect, Select } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconFilter } from '@tabler/icons-react';
import { useMemo, useState } from 'react';

import type { AuditLog } from '../../operations/audit/auditLog';
import type { NameOfActor } from '../../operations/audit/auditLogFilter';
import { auditActionNames, auditActions, isAuditAction } from '../../operations/audit/auditLogWords';
import { FilterBox } from '../shared/FilterBox';
import classes from './Audit.module.css';
import { countFilters, type AuditSearch } from './auditSearch';
import { MomentBox } from './MomentBox';

export type ChangeAuditSearch = (next: {
  readonly [K in keyof AuditSearch]?: AuditSearch[K] | undefined;
}) => void;

interface AuditFiltersProps {
  readonly log: AuditLog;
  readonly search: AuditSearch;
  readonly nameOf: NameOfActor;
  readonly change: ChangeAuditSearch;
}

/** All filters in a row; on a narrow screen behind a button, so that the list is seen. */
export function AuditFilters(props: AuditFiltersProps) {
  const isNarrow = useMediaQuery('(max-width: 47.99em)') ?? false;
  const [isOpen, setIsOpen] = useState(false);
  if (!isNarrow)
    return (
      <div className={classes.filters}>
        <Fields {...props} />
      </div>
    );
  const count = countFilters(props.search);
  return (
    <div style={{ flex: '1 0 100%' }}>
      <Button
        variant="default"
        size="xs"
        leftSection={<IconFilter size={15} aria-hidden />}
        aria-expanded={isOpen}
        onClick={() => setIsOpen(!isOpen)}
      >
        {count === 0 ? 'Filters' : `Filters, ${count} set`}
      </Button>
      <Collapse expanded={isOpen} transitionDuration={150}>
        <div className={classes.filters} style={{ marginTop: 8 }}>
          <Fields {...props} />
        </div>
      </Collapse>
    </div>
  );
}

function Fields({ log, search, nameOf, change }: AuditFiltersProps) {
  const artifacts = useMemo(
    () =>
      [...log.artifactNames]
        .map(([value, label]) => ({ value: value as string, label }))
        .sort((a, b) => a.label.localeCompare(b.label, 'en')),
    [log],
  );
  const actors = useMemo(() => [...new Set(log.entries.map(({ actor }) => actor))], [log]);
  const actions = useMemo(
    () => [...new Set([...auditActions, ...log.entries.map(({ action }) => action)])],
    [log],
  );
  return (
    <>
      <FilterBox label="Filter by words" value={search.q ?? ''} onChange={(q) => change({ q })} />
      <Select
        aria-label="Artifact"
        placeholder="All artifacts"
        data={artifacts}
        value={search.artifact ?? null}
        onChange={(artifact) => change({ artifact: artifact ?? undefined })}
        searchable
        clearable
        clearButtonProps={{ 'aria-label': 'All artifacts' }}
        limit={80}
        nothingFoundMessage="No such artifact"
        w={160}
      />
      <NativeSelect
        aria-label="Person"
        w={125}
        value={search.by ?? ''}
        data={[
          { value: '', label: 'Everybody' },
          ...actors.map((actor) => ({ value: actor as string, label: nameOf(actor) })),
        ]}
        onChange={(event) => change({ by: event.currentTarget.value })}
      />
      <NativeSelect
        aria-label="Kind of action"
        w={140}
        value={search.action ?? ''}
        data={[
          { value: '', label: 'All actions' },
          ...actions.map((action) => ({
            value: action,
            label: isAuditAction(action) ? auditActionNames[action] : action,
          })),
        ]}
        onChange={(event) => change({ action: event.currentTarget.value })}
      />
      <MomentBox label="From" value={search.from} onChange={(from) => change({ from })} />
      <MomentBox label="To" value={search.to} onChange={(to) => change({ to })} />
    </>
  );
}
