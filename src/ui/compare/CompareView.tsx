import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconArrowsExchange } from '@tabler/icons-react';
import { type ReactNode, useMemo } from 'react';

import type { SnapshotView, Workspace } from '../../operations/core/workspace';
import { useLastLooked } from '../../state/lastLooked';
import { NextVersionDrop } from '../drop/NextVersionDrop';
import { EmptyState } from '../shared/EmptyState';
import { formatCount, formatCounted } from '../shared/format';
import { Page } from '../shared/Page';
import { WithWorkspace } from '../shared/WithWorkspace';
import { artifactOf, comparedSides, type Sides, tableSnapshots, windowChoices } from './comparedSides';
import { ComparedTables } from './ComparedTables';
import type { CompareSearch, CompareViewProps } from './compareSearch';
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
  const lastLooked = useLastLooked(({ snapshotId }) => snapshotId);
  const sides = useMemo(() => comparedSides(workspace, search, lastLooked), [workspace, search, lastLooked]);
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
  const isWindow = sides.kind === 'both' && sides.window !== null;
  const reference = 'reference' in sides && !isWindow ? sides.reference : null;
  const current = 'current' in sides ? sides.current : null;
  return (
    <>
      <SidePickers {...{ workspace, reference, current, search, onSearchChange }} />
      {sides.kind === 'both' ? (
        <ComparedTables {...sides} workspace={workspace} search={search} onSearchChange={onSearchChange} />
      ) : (
        <NotCompared {...{ workspace, sides, search, onSearchChange }} />
      )}
    </>
  );
}

interface NotComparedProps extends CompareViewProps {
  readonly workspace: Workspace;
  readonly sides: Extract<Sides, { readonly kind: 'ask' | 'unlike' | 'missing' | 'noWindow' }>;
}

/** Why two versions are not compared by themselves, and what a person can do about it. */
function NotCompared({ workspace, sides, search, onSearchChange }: NotComparedProps) {
  const nameOf = (view: SnapshotView): string => artifactOf(workspace, view)?.name ?? 'the table';
  switch (sides.kind) {
    case 'missing':
      return (
        <EmptyState
          title="A version of this link is not here"
          hint={`The ${sides.side} that the link names is not in this workspace: it was never dropped here, or was undone. Choose another above.`}
        />
      );
    case 'noWindow':
      return (
        <EmptyState
          title="There is no window to compare with"
          hint={`Of v${sides.current.snapshot.sequence}: ${sides.words}. Choose a version as the reference above.`}
        />
      );
    case 'ask':
      return (
        <>
          <NextVersionDrop artifactId={sides.current.artifactId} name={nameOf(sides.current)} />
          <EmptyState
            title={`${nameOf(sides.current)} has one version`}
            hint="Choose a reference above, or drop its next version anywhere on this page, whatever the file is called."
          />
        </>
      );
    case 'unlike': {
      const { reference, current, sharedCount } = sides;
      return (
        <EmptyState
          title="These tables are unlike"
          hint={`${nameOf(reference)} and ${nameOf(current)} have ${formatCounted(sharedCount, 'column')} in common, of ${formatCount(reference.reading?.columns.length ?? 0)} and ${formatCount(current.reading?.columns.length ?? 0)}. Choose another version above, or compare them anyway.`}
          actions={
            <Button
              variant="default"
              onClick={() =>
                onSearchChange({
                  ...search,
                  reference: reference.snapshot.id,
                  current: current.snapshot.id,
                  unlike: true,
                })
              }
            >
              Compare them
            </Button>
          }
        />
      );
    }
  }
}

/** Who chooses another side is asked again. */
function withoutConsent({ unlike: _consent, ...search }: CompareSearch): CompareSearch {
  return search;
}

interface SidePickersProps extends CompareViewProps {
  readonly workspace: Workspace;
  readonly reference: SnapshotView | null;
  readonly current: SnapshotView | null;
}

/** Both sides to choose from, and a button that swaps them. */
function SidePickers({ workspace, reference, current, search, onSearchChange }: SidePickersProps) {
  const tables = useMemo(() => tableSnapshots(workspace), [workspace]);
  const { window, reference: _, ...rest } = withoutConsent(search);
  const ofCurrent = current ? { current: current.snapshot.id } : {};
  const windows = useMemo(() => (current ? windowChoices(workspace, current) : []), [workspace, current]);
  return (
    <div className={classes.sides}>
      <SidePicker
        side="reference"
        workspace={workspace}
        tables={tables}
        value={reference}
        windows={{
          counts: windows,
          chosen: window ?? null,
          onChoose: (count) => onSearchChange({ ...rest, ...ofCurrent, window: count }),
        }}
        onChange={(id) => onSearchChange({ ...rest, reference: id, ...ofCurrent })}
      />
      <Tooltip label={window === undefined ? 'Swap the sides' : 'A window is a reference only'}>
        <ActionIcon
          className={classes.swap}
          variant="default"
          size={36}
          aria-label="Swap reference and current"
          disabled={!reference || !current}
          onClick={() =>
            reference &&
            current &&
            onSearchChange({ ...rest, reference: current.snapshot.id, current: reference.snapshot.id })
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
            ...withoutConsent(search),
            current: id,
            ...(reference ? { reference: reference.snapshot.id } : {}),
          })
        }
      />
    </div>
  );
}
