import { Link } from '@tanstack/react-router';

import type { ArtifactView, SnapshotView, Workspace } from '../../operations/core/workspace';
import { shortDigest } from '../../versioning/digest';
import { AliasBadges } from '../shared/AliasBadge';
import { DriftBadge } from '../drift/DriftBadge';
import { formatBytes, formatChange, formatCounted } from '../shared/format';
import { RelativeTime } from '../shared/RelativeTime';
import timeline from '../shared/Timeline.module.css';
import type { ArtifactSearch } from './artifactsSearch';
import { CompareIcon } from './CompareIcon';
import { standingOf } from './SemanticVersion';
import classes from './VersionTimeline.module.css';

interface VersionTimelineProps {
  readonly view: ArtifactView;
  readonly chosen: SnapshotView;
  readonly search: ArtifactSearch;
  readonly workspace: Workspace;
}

/** Every version, latest first; each a link to itself. */
export function VersionTimeline({ view, chosen, search, workspace }: VersionTimelineProps) {
  return (
    <ol className={classes.list} reversed aria-label="Versions">
      {view.snapshots.toReversed().map((version) => (
        <Version
          key={version.snapshot.id}
          version={version}
          before={view.snapshots[view.snapshots.indexOf(version) - 1] ?? null}
          chosen={chosen}
          search={search}
          workspace={workspace}
        />
      ))}
    </ol>
  );
}

interface VersionProps {
  readonly version: SnapshotView;
  readonly before: SnapshotView | null;
  readonly chosen: SnapshotView;
  readonly search: ArtifactSearch;
  readonly workspace: Workspace;
}

function Version({ version, before, chosen, search, workspace }: VersionProps) {
  const isChosen = version === chosen;
  const other = isChosen ? before : chosen;
  const against = version.reading && other?.reading ? other : null;
  const { snapshot, semanticVersion, message } = version;
  return (
    <li className={`${timeline.entry} ${classes.version}`} data-chosen={isChosen || undefined}>
      <div className={classes.top}>
        <Link
          className={classes.link}
          to="/artifacts/$artifactId"
          params={{ artifactId: version.artifactId }}
          search={{ ...search, version: snapshot.sequence }}
          aria-current={isChosen ? 'true' : undefined}
          activeProps={{ 'aria-current': isChosen ? 'true' : undefined }}
          replace
        >
          Version {snapshot.sequence}
        </Link>
        {semanticVersion && (
          <span
            className={classes.semantic}
            title={[
              `${semanticVersion.version}, ${standingOf(semanticVersion)}`,
              ...semanticVersion.reasons,
            ].join('\n')}
          >
            {semanticVersion.version}
            {!semanticVersion.isSuggested && ', set by hand'}
          </span>
        )}
        <AliasBadges names={version.aliases} />
        <span className={classes.when}>
          <RelativeTime at={snapshot.createdAt} />
        </span>
      </div>
      {message !== null && <div className={classes.message}>{message}</div>}
      <div className={classes.facts}>
        <span>{factsInWords(version, before)}</span>
        <DriftBadge className={classes.drift} workspace={workspace} snapshot={version} />
        {against && <CompareIcon {...inOrder(version, against)} against={against} />}
      </div>
    </li>
  );
}

/** The earlier is the reference. */
function inOrder(
  a: SnapshotView,
  b: SnapshotView,
): { readonly reference: SnapshotView; readonly current: SnapshotView } {
  return a.snapshot.sequence < b.snapshot.sequence
    ? { reference: a, current: b }
    : { reference: b, current: a };
}

/** `12,480 rows (+1,204) · 4.5 MB · 3f2a91bc04de` */
function factsInWords(
  { snapshot, reading, failedReading }: SnapshotView,
  before: SnapshotView | null,
): string {
  const parts: string[] = [];
  if (reading) {
    const change = before?.reading ? reading.rowCount - before.reading.rowCount : 0;
    parts.push(
      `${formatCounted(reading.rowCount, 'row')}${change === 0 ? '' : ` (${formatChange(change)})`}`,
    );
  }
  if (failedReading) parts.push('table not read');
  if (snapshot.byteLength !== null) parts.push(formatBytes(snapshot.byteLength));
  if (snapshot.digest !== null) {
    parts.push(
      before?.snapshot.digest === snapshot.digest ? 'same bytes as before' : shortDigest(snapshot.digest),
    );
  }
  return parts.join(' · ');
}
