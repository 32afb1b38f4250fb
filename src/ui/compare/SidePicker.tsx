import { Select } from '@mantine/core';
import { useMemo } from 'react';

import type { SnapshotView, Workspace } from '../../operations/core/workspace';
import type { SnapshotId } from '../../versioning/records';
import { cutMiddle } from '../shared/cutMiddle';
import { formatCounted } from '../shared/format';
import { formatDay } from '../shared/formatTime';
import { tellApart } from '../shared/tellApart';
import { artifactOf } from './comparedSides';
import classes from './SidePicker.module.css';

interface SidePickerProps {
  readonly side: 'reference' | 'current';
  readonly workspace: Workspace;
  /** Versions to choose from; the chosen one is offered whatever it is. */
  readonly tables: readonly SnapshotView[];
  readonly value: SnapshotView | null;
  /** Windows before the current version that can be the reference; absent where a side is one version. */
  readonly windows?: Windows;
  readonly onChange: (id: SnapshotId) => void;
}

interface Windows {
  /** How many versions each has. */
  readonly counts: readonly number[];
  readonly chosen: number | null;
  readonly onChoose: (count: number) => void;
}

const windowPrefix = 'window ';

const titles = { reference: 'Reference', current: 'Current' } as const;

/** Chooses a version of any table, in the colour of its side. */
export function SidePicker({ side, workspace, tables, value, windows, onChange }: SidePickerProps) {
  const groups = useMemo(() => optionGroups(workspace, tables, value), [workspace, tables, value]);
  const chosen = windows?.chosen ?? null;
  const choose = (id: string): void => {
    if (id.startsWith(windowPrefix)) windows?.onChoose(Number(id.slice(windowPrefix.length)));
    else onChange(id as SnapshotId);
  };
  return (
    <div className={classes.root} data-side={side}>
      <Select
        label={titles[side]}
        placeholder="Choose a version"
        data={windows ? [...windowGroup(windows), ...groups] : groups}
        value={chosen === null ? (value?.snapshot.id ?? null) : `${windowPrefix}${chosen}`}
        onChange={(id) => id !== null && choose(id)}
        allowDeselect={false}
        searchable
        nothingFoundMessage="No table of that name"
        limit={300}
        maxDropdownHeight={360}
        comboboxProps={{ transitionProps: { duration: 0 } }}
      />
    </div>
  );
}

/** The windows to choose from, the chosen one among them whether it can be filled or not. */
function windowGroup({ counts, chosen }: Windows) {
  const all = [...new Set([...counts, ...(chosen === null ? [] : [chosen])])].sort((a, b) => a - b);
  const items = all.map((count) => ({
    value: `${windowPrefix}${count}`,
    label: `The ${count} versions before`,
  }));
  return items.length === 0 ? [] : [{ group: 'A window, without incidents', items }];
}

/** Versions by artifact, latest first. */
export function optionGroups(
  workspace: Workspace,
  tables: readonly SnapshotView[],
  value: SnapshotView | null,
) {
  const views = value && !tables.includes(value) ? [value, ...tables] : tables;
  const groups = new Map<string, SnapshotView[]>();
  for (const view of views) {
    const known = groups.get(view.artifactId);
    if (known) known.push(view);
    else groups.set(view.artifactId, [view]);
  }
  const names = tellApart(views.map((view) => artifactOf(workspace, view)?.name ?? ''));
  return [...groups.values()].map((versions) => ({
    group: versions[0] ? (artifactOf(workspace, versions[0])?.name ?? '') : '',
    items: versions
      .sort((left, right) => right.snapshot.sequence - left.snapshot.sequence)
      .map((view) => {
        const name = artifactOf(workspace, view)?.name ?? '';
        const label = versionLabel(names.get(name) ?? name, view);
        return { value: view.snapshot.id, label };
      }),
  }));
}

/** `trips.csv v6 · 12,480 rows · 12 Mar 2026`; `shown` is the end of its path that tells the artifact from the others. */
function versionLabel(shown: string, view: SnapshotView): string {
  const name = cutMiddle(shown, 40);
  const size = view.reading ? formatCounted(view.reading.rowCount, 'row') : noTable(view);
  return `${name} v${view.snapshot.sequence} · ${size} · ${formatDay(view.snapshot.createdAt)}`;
}

function noTable({ failedReading }: SnapshotView): string {
  return failedReading ? 'table not read' : 'not a table';
}
