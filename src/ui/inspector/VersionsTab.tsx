import { Button } from '@mantine/core';

import type { ArtifactView, SnapshotView } from '../../operations/core/workspace';
import { AliasBadges } from '../shared/AliasBadge';
import { DriftBadge } from '../drift/DriftBadge';
import { standingOf } from '../artifacts/SemanticVersion';
import { Digest } from '../shared/Digest';
import { formatBytes, formatChange, formatCounted } from '../shared/format';
import { RelativeTime } from '../shared/RelativeTime';
import timeline from '../shared/Timeline.module.css';
import { compareHref } from '../lineage/links';
import type { NodeSubject } from '../lineage/nodeFacts';
import { GetBack } from './GetBack';
import { parentOf } from './inspected';
import classes from './Inspector.module.css';
import { useInspector } from './inspectorContext';
import { NodeLink } from './NodeLink';

type DataSubject = Extract<NodeSubject, { readonly type: 'artifact' | 'snapshot' }>;

/** Every version, latest first, each with what it is and what it can be compared with. */
export function VersionsTab({ subject }: { readonly subject: DataSubject }) {
  const { artifact, snapshot } = subject;
  if (artifact.snapshots.length === 0) return <p className={classes.quiet}>No version of it is known yet.</p>;
  return (
    <ol className={classes.timeline} reversed>
      {[...artifact.snapshots].reverse().map((view) => (
        <Version key={view.snapshot.id} artifact={artifact} view={view} inspected={snapshot} />
      ))}
    </ol>
  );
}

interface VersionProps {
  readonly artifact: ArtifactView;
  readonly view: SnapshotView;
  readonly inspected: SnapshotView | null;
}

function Version({ artifact, view, inspected }: VersionProps) {
  const { workspace } = useInspector();
  const { snapshot, semanticVersion } = view;
  const isInspected = view === inspected;
  return (
    <li className={`${timeline.entry} ${classes.version}`} aria-current={isInspected || undefined}>
      <div className={classes.versionHead}>
        <NodeLink to={`snapshot:${snapshot.id}`} className={classes.versionName}>
          v{snapshot.sequence}
        </NodeLink>
        {semanticVersion && (
          <span title={`${semanticVersion.version}, ${standingOf(semanticVersion)}`}>
            {semanticVersion.version}
            {!semanticVersion.isSuggested && <span className={classes.quiet}> set by hand</span>}
          </span>
        )}
        <AliasBadges names={view.aliases} />
        <span className={classes.quiet}>
          <RelativeTime at={snapshot.createdAt} />
        </span>
        <span className={classes.sectionAction}>
          <Digest digest={snapshot.digest} label="SHA-256" />
        </span>
      </div>
      <VersionFactsLine artifact={artifact} view={view} />
      <DriftBadge workspace={workspace} snapshot={view} />
      {view.message !== null && <div>{view.message}</div>}
      {semanticVersion && semanticVersion.reasons.length > 0 && (
        <ul className={classes.reasons}>
          {semanticVersion.reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      )}
      <VersionButtons view={view} inspected={inspected} />
    </li>
  );
}

function VersionFactsLine({ artifact, view }: Pick<VersionProps, 'artifact' | 'view'>) {
  const { workspace } = useInspector();
  const { snapshot, reading, semanticVersion } = view;
  const parent = parentOf(workspace, view);
  const earlier = artifact.snapshots.find(
    (other) =>
      other !== view &&
      other.snapshot.digest === snapshot.digest &&
      other.snapshot.sequence < snapshot.sequence,
  );
  const change = reading && parent?.reading ? reading.rowCount - parent.reading.rowCount : null;
  return (
    <div className={classes.quiet}>
      {[
        reading ? formatCounted(reading.rowCount, 'row') : null,
        view.failedReading ? 'table not read' : null,
        change === null || (semanticVersion?.reasons.length ?? 0) > 0
          ? null
          : change === 0
            ? 'as many rows as before'
            : `${formatChange(change)} rows`,
        snapshot.byteLength === null ? null : formatBytes(snapshot.byteLength),
        earlier ? `same bytes as v${earlier.snapshot.sequence}` : null,
      ]
        .filter((part) => part !== null)
        .join(' · ')}
    </div>
  );
}

function VersionButtons({ view, inspected }: Pick<VersionProps, 'view' | 'inspected'>) {
  const { workspace } = useInspector();
  const { snapshot } = view;
  const parent = parentOf(workspace, view);
  return (
    <div className={classes.buttons}>
      <GetBack version={view} workspace={workspace} isBrief />
      {parent && (
        <Button
          component="a"
          size="compact-xs"
          variant="default"
          href={compareHref({ reference: parent.snapshot.id, current: snapshot.id })}
        >
          Compare with v{parent.snapshot.sequence}
        </Button>
      )}
      {inspected && view !== inspected && inspected !== parent && parentOf(workspace, inspected) !== view && (
        <Button
          component="a"
          size="compact-xs"
          variant="default"
          href={
            snapshot.sequence < inspected.snapshot.sequence
              ? compareHref({ reference: snapshot.id, current: inspected.snapshot.id })
              : compareHref({ reference: inspected.snapshot.id, current: snapshot.id })
          }
        >
          Compare with v{inspected.snapshot.sequence}
        </Button>
      )}
    </div>
  );
}
