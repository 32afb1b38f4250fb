import { Text } from '@mantine/core';

import type { DriftedRow } from '../../operations/comparing/driftedRows';
import { driftOrigin } from '../../operations/comparing/driftOrigin';
import type { VersionDrift } from '../../operations/comparing/versionDrift';
import type { Acknowledgement, SnapshotView, Workspace } from '../../operations/core/workspace';
import { useActorNames } from '../audit/useActorNames';
import { timeWidth } from '../shared/columnWidths';
import { MiddleCut } from '../shared/MiddleCut';
import { RelativeTime } from '../shared/RelativeTime';
import { RowLink } from '../shared/RowLink';
import type { TableColumn } from '../shared/VirtualTable';
import { BandBadge } from './BandBadge';

/** The columns of the page of what drifted. */
export function driftedColumns(
  workspace: Workspace,
  driftOf: (view: SnapshotView) => VersionDrift | null,
): readonly TableColumn<DriftedRow>[] {
  return [
    {
      id: 'column',
      title: 'Column',
      width: 'minmax(110px, 1fr)',
      cell: ({ name, artifact, view }) => (
        <div style={{ minWidth: 0 }}>
          <RowLink
            to="/artifacts/$artifactId"
            params={{ artifactId: view.artifactId }}
            search={{ version: view.snapshot.sequence, tab: 'drift' }}
            text={name}
          />
          <Text size="xs" c="dimmed" component="div" display="flex" miw={0}>
            <MiddleCut text={`${artifact.name} v${view.snapshot.sequence}`} />
          </Text>
        </div>
      ),
    },
    {
      id: 'psi',
      title: 'PSI',
      width: '96px',
      cell: ({ figure, band, baseline }) => (
        <span title={baseline.words}>
          {figure}
          <br />
          <BandBadge band={band} />
        </span>
      ),
    },
    {
      id: 'origin',
      title: 'Where it began',
      width: 'minmax(110px, 1.4fr)',
      cell: (row) => <Origin words={originWords(workspace, row, driftOf)} />,
    },
    ...extraColumns,
  ];
}

const extraColumns: readonly TableColumn<DriftedRow>[] = [
  {
    id: 'against',
    title: 'Compared',
    width: 'minmax(120px, 1fr)',
    isExtra: true,
    cell: ({ baseline }) => <MiddleCut text={baseline.words} />,
  },
  {
    id: 'state',
    title: 'Acknowledged',
    width: '130px',
    isExtra: true,
    cell: ({ acknowledged, band }) =>
      acknowledged ? <Who acknowledged={acknowledged} /> : band === 'grows' ? '' : 'not yet',
  },
  {
    id: 'when',
    title: 'Captured',
    width: timeWidth,
    isExtra: true,
    cell: ({ view }) => <RelativeTime at={view.snapshot.createdAt} />,
  },
];

/** `raw.csv v2 fare → clean.csv v3 fare → here`: the first that drifted, and the way from it. */
function originWords(
  workspace: Workspace,
  { view, name, band }: DriftedRow,
  driftOf: (view: SnapshotView) => VersionDrift | null,
): string {
  if (band === 'grows') return 'by its nature';
  const path = driftOrigin(workspace, view, name, driftOf).toReversed();
  const steps = path.map(
    (step) =>
      `${workspace.artifacts.get(step.view.artifactId)?.name ?? ''} v${step.view.snapshot.sequence} ${step.column}`,
  );
  return [...steps, 'here'].join(' → ');
}

/** Where it began, and below it the way from there. */
function Origin({ words }: { readonly words: string }) {
  const [first = '', ...way] = words.split(' → ');
  if (way.length === 0) return words;
  return (
    <div style={{ minWidth: 0 }}>
      <MiddleCut text={first} />
      <Text size="xs" c="dimmed" component="div" display="flex" miw={0}>
        <MiddleCut text={`→ ${way.join(' → ')}`} />
      </Text>
    </div>
  );
}

function Who({ acknowledged: { actor, reason } }: { readonly acknowledged: Acknowledgement }) {
  const nameOf = useActorNames();
  return <span title={reason}>by {nameOf(actor)}</span>;
}
