import { Button, Table } from '@mantine/core';
import { useMemo, type ReactNode } from 'react';

import { exactSnapshotsBehind, type RelatedSnapshot } from '../../operations/lineage/provenance';
import type { ArtifactView, SnapshotView, Workspace } from '../../operations/core/workspace';
import { DriftBadge } from '../drift/DriftBadge';
import { metricsOf, type NodeSubject } from '../lineage/nodeFacts';
import { copyText } from '../shared/copyText';
import { Digest } from '../shared/Digest';
import { formatBytes, formatChange, formatCount, formatCounted, formatFigure } from '../shared/format';
import { KindIcon } from '../shared/KindIcon';
import { TextLink } from '../shared/TextLink';
import { WideTable } from '../shared/WideTable';
import classes from './Highlights.module.css';
import { parentOf } from './parentOf';

interface HighlightsProps {
  readonly view: ArtifactView;
  readonly version: SnapshotView;
  readonly workspace: Workspace;
}

/** What matters first: of a model what it was built from and its metrics, of a table its rows, drift and versions. */
export function Highlights(props: HighlightsProps) {
  const { kind } = props.view.artifact;
  if (kind === 'model' || kind === 'endpoint')
    return (
      <>
        <BuiltFrom {...props} />
        <MetricsByVersion {...props} />
      </>
    );
  return props.version.reading ? <TableFigures {...props} /> : null;
}

/** The exact snapshots behind a version, with their digests. */
function BuiltFrom({ view, version, workspace }: HighlightsProps) {
  const { snapshots, unknownVersions } = useMemo(
    () => exactSnapshotsBehind(workspace, version.snapshot.id),
    [workspace, version],
  );
  const lines = snapshots.map(
    (each) => `${each.view.snapshot.digest ?? 'digest not known'}  ${nameOf(each)}`,
  );
  return (
    <section aria-label="Built from exactly" className={classes.block}>
      <div className={classes.head}>
        <h3 className={classes.title}>Built from exactly</h3>
        <span className={classes.quiet}>
          {snapshots.length === 0 ? 'nothing recorded' : formatCounted(snapshots.length, 'snapshot')}
        </span>
        {snapshots.length > 0 && (
          <Button
            size="compact-xs"
            variant="default"
            ml="auto"
            onClick={() => void copyText(lines.join('\n'), `Copied ${formatCounted(lines.length, 'digest')}`)}
          >
            Copy all
          </Button>
        )}
      </div>
      {snapshots.length === 0 && (
        <p className={classes.quiet}>
          No run that made {view.name} v{version.snapshot.sequence} names its inputs. Record the run, or
          import its lineage.
        </p>
      )}
      <SnapshotList snapshots={snapshots} />
      {unknownVersions.length > 0 && (
        <p className={classes.warning}>
          Read in a version that nobody recorded: {unknownVersions.map(({ name }) => name).join(', ')}.
        </p>
      )}
    </section>
  );
}

const listedSnapshots = 12;

function SnapshotList({ snapshots }: { readonly snapshots: readonly RelatedSnapshot[] }) {
  return (
    <>
      <ul className={classes.list}>
        {snapshots.slice(0, listedSnapshots).map((each) => (
          <li key={each.view.snapshot.id}>
            <KindIcon kind={each.artifact.artifact.kind} size={15} />
            <TextLink
              to="/artifacts/$artifactId"
              params={{ artifactId: each.artifact.artifact.id }}
              search={{ version: each.view.snapshot.sequence }}
              size="sm"
              className={classes.name ?? ''}
            >
              {nameOf(each)}
            </TextLink>
            <Digest digest={each.view.snapshot.digest} />
          </li>
        ))}
      </ul>
      {snapshots.length > listedSnapshots && (
        <p className={classes.quiet}>and {formatCount(snapshots.length - listedSnapshots)} more</p>
      )}
    </>
  );
}

function nameOf({ artifact, view }: RelatedSnapshot): string {
  return `${artifact.name} v${view.snapshot.sequence}`;
}

const shownVersions = 6;

/** The metrics of the last versions side by side, the chosen one marked. */
function MetricsByVersion({ view, version, workspace }: HighlightsProps) {
  const columns = useMemo(
    () =>
      view.snapshots
        .map((snapshot) => ({
          snapshot,
          metrics: new Map(metricsOf(workspace, subjectOfVersion(view, snapshot))),
        }))
        .filter(({ metrics }) => metrics.size > 0)
        .slice(-shownVersions),
    [view, workspace],
  );
  const names = [...new Set(columns.flatMap(({ metrics }) => [...metrics.keys()]))].sort();
  if (names.length === 0) return null;
  return (
    <section aria-label="Metrics by version" className={classes.block}>
      <div className={classes.head}>
        <h3 className={classes.title}>Metrics by version</h3>
      </div>
      <WideTable minWidth={160 + columns.length * 90}>
        <Table className={classes.metrics ?? ''} verticalSpacing={4} horizontalSpacing={10}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Metric</Table.Th>
              {columns.map(({ snapshot }) => (
                <Table.Th key={snapshot.snapshot.id} data-chosen={snapshot === version || undefined}>
                  v{snapshot.snapshot.sequence}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {names.map((name) => (
              <Table.Tr key={name}>
                <Table.Td>{name}</Table.Td>
                {columns.map(({ snapshot, metrics }) => (
                  <Table.Td key={snapshot.snapshot.id} data-chosen={snapshot === version || undefined}>
                    {metrics.has(name) ? formatFigure(metrics.get(name)!) : '–'}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </WideTable>
    </section>
  );
}

function subjectOfVersion(artifact: ArtifactView, snapshot: SnapshotView): NodeSubject {
  return { type: 'snapshot', key: `snapshot:${snapshot.snapshot.id}`, artifact, snapshot };
}

/** Rows, columns and size of a table, its drift, and how its rows went over the versions. */
function TableFigures({ view, version, workspace }: HighlightsProps) {
  const { reading, snapshot } = version;
  if (!reading) return null;
  const before = parentOf(version, workspace)?.reading;
  const change = before ? reading.rowCount - before.rowCount : 0;
  return (
    <dl className={classes.figures}>
      <Figure name="Rows" note={change === 0 ? null : formatChange(change)}>
        {formatCount(reading.rowCount)}
      </Figure>
      <Figure name="Columns">{formatCount(reading.columns.length)}</Figure>
      {snapshot.byteLength !== null && <Figure name="Size">{formatBytes(snapshot.byteLength)}</Figure>}
      {view.snapshots.length > 1 && (
        <>
          <Figure name="Drift">
            <DriftBadge workspace={workspace} snapshot={version} />
          </Figure>
          <Figure name={formatCounted(view.snapshots.length, 'version')}>
            <RowCourse view={view} chosen={version} />
          </Figure>
        </>
      )}
    </dl>
  );
}

function Figure({
  name,
  note = null,
  children,
}: {
  readonly name: string;
  readonly note?: string | null;
  readonly children: ReactNode;
}) {
  return (
    <div className={classes.figure}>
      <dt>{name}</dt>
      <dd>
        {children} {note !== null && <span className={classes.quiet}>{note}</span>}
      </dd>
    </div>
  );
}

const courseHeight = 24;
const barWidth = 6;
const mostBars = 30;

/** A bar a version, as tall as it has rows. */
function RowCourse({ view, chosen }: { readonly view: ArtifactView; readonly chosen: SnapshotView }) {
  const versions = view.snapshots.filter(({ reading }) => reading !== null).slice(-mostBars);
  const most = Math.max(1, ...versions.map(({ reading }) => reading!.rowCount));
  return (
    <svg
      width={versions.length * (barWidth + 2)}
      height={courseHeight}
      role="img"
      aria-label={`Rows by version: ${versions.map(({ reading }) => formatCount(reading!.rowCount)).join(', ')}`}
    >
      {versions.map((each, at) => {
        const height = Math.max(1, (each.reading!.rowCount / most) * courseHeight);
        return (
          <rect
            key={each.snapshot.id}
            x={at * (barWidth + 2)}
            y={courseHeight - height}
            width={barWidth}
            height={height}
            className={each === chosen ? classes.chosenBar : classes.bar}
          />
        );
      })}
    </svg>
  );
}
