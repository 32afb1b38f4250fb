import { ActionIcon, Tooltip } from '@mantine/core';
import { IconArrowsExchange } from '@tabler/icons-react';
import { type ReactNode, useMemo } from 'react';

import type { SnapshotView, Workspace } from '../../operations/core/workspace';
import { NextVersionDrop } from '../drop/NextVersionDrop';
import { EmptyState } from '../shared/EmptyState';
import { Page } from '../shared/Page';
import { WithWorkspace } from '../shared/WithWorkspace';
import { artifactOf, comparedSides, tableSnapshots } from './comparedSides';
import { ComparedTables } from './ComparedTables';
import type { CompareViewProps } from './compareSearch';
import classes from './CompareView.module.css';
import { SidePicker } from './SidePicker';

/** Two versions side by side: what changed in one sentence, then in columns and distributions. */
export function CompareView({ actions, ...props }: CompareViewProps & { readonly actions?: ReactNode }) {
  return (
    <Page title="Compare" actions={actions}>
      <WithWorkspace>{(workspace) => <Comparison workspace={workspace} {...props} />}</WithWorkspace>
    </Page>
  );
}

function Comparison({
  workspace,
  search,
  onSearchChange,
}: CompareViewProps & { readonly workspace: Workspace }) {
  const sides = useMemo(() => comparedSides(workspace, search), [workspace, search]);
  if (sides.kind === 'noTables') {
    return (
      <EmptyState
        title="No tables yet"
        hint="Drop a CSV, JSON Lines, Parquet or Arrow file anywhere on this page, then its next version: what changed between them shows here."
      />
    );
  }
  if (sides.kind === 'oneVersion') {
    const artifact = artifactOf(workspace, sides.only);
    const name = artifact?.name ?? 'the table';
    return (
      <>
        {artifact && <NextVersionDrop artifactId={artifact.artifact.id} name={name} />}
        <EmptyState
          title="One version so far"
          hint={`A comparison needs two. Drop the next version of ${name} anywhere on this page to see what changed, whatever the file is called.`}
        />
      </>
    );
  }
  const [reference, current] = sides.kind === 'both' ? [sides.reference, sides.current] : [null, null];
  return (
    <>
      <SidePickers {...{ workspace, reference, current, search, onSearchChange }} />
      {reference && current ? (
        <ComparedTables
          workspace={workspace}
          reference={reference}
          current={current}
          search={search}
          onSearchChange={onSearchChange}
        />
      ) : (
        <EmptyState
          title="A version of this link is not here"
          hint={`The ${sides.kind === 'missing' ? sides.side : 'version'} that the link names is not in this workspace: it was never dropped here, or was undone. Choose another above.`}
        />
      )}
    </>
  );
}

interface SidePickersProps extends CompareViewProps {
  readonly workspace: Workspace;
  readonly reference: SnapshotView | null;
  readonly current: SnapshotView | null;
}

/** Both sides to choose from, and a button that swaps them. */
function SidePickers({ workspace, reference, current, search, onSearchChange }: SidePickersProps) {
  const tables = useMemo(() => tableSnapshots(workspace), [workspace]);
  return (
    <div className={classes.sides}>
      <SidePicker
        side="reference"
        workspace={workspace}
        tables={tables}
        value={reference}
        onChange={(id) =>
          onSearchChange({ ...search, reference: id, ...(current ? { current: current.snapshot.id } : {}) })
        }
      />
      <Tooltip label="Swap the sides">
        <ActionIcon
          className={classes.swap}
          variant="default"
          size={36}
          aria-label="Swap reference and current"
          disabled={!reference || !current}
          onClick={() =>
            reference &&
            current &&
            onSearchChange({ ...search, reference: current.snapshot.id, current: reference.snapshot.id })
          }
        >
          <IconArrowsExchange size={18} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <SidePicker
        side="current"
        workspace={workspace}
        tables={tables}
        value={current}
        onChange={(id) =>
          onSearchChange({
            ...search,
            current: id,
            ...(reference ? { reference: reference.snapshot.id } : {}),
          })
        }
      />
    </div>
  );
}
