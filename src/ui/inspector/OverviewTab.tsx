import { lazy, Suspense } from 'react';

import { bytesPlaceWords } from '../../operations/core/bytesPlace';
import { pointerWords } from '../../operations/taking/pointerText';
import type { ArtifactView, SnapshotView } from '../../operations/core/workspace';
import type { SnapshotSource } from '../../versioning/records';
import { StillTheSame } from '../check/StillTheSame';
import { formatBytes, formatCount, formatCounted, formatFigure } from '../shared/format';
import { RuleVersion, standingOf } from '../artifacts/SemanticVersion';
import { isReadAsTable, ReadingFact } from '../artifacts/ReadingFact';
import { KindChoice } from '../shared/KindChoice';
import { claimWords } from '../shared/ClaimNote';
import { Digest } from '../shared/Digest';
import { RelativeTime } from '../shared/RelativeTime';
import { Told } from '../told/Told';
import { metricsOf, type NodeSubject } from '../lineage/nodeFacts';
import { PersonalTags } from '../privacy/PersonalTags';
import { CodeFacts } from './CodeFacts';
import { AliasFact } from './AliasFact';
import { Facts, Section } from './Facts';
import { GetBack } from './GetBack';
import { ExactSnapshots, SeenBy } from './ModelTrace';
import { useInspector } from './inspectorContext';
import { RelatedNodes } from './RelatedNodes';
import classes from './Inspector.module.css';

const GateFacts = lazy(() =>
  import('../reach/GateFacts').then(({ GateFacts: facts }) => ({ default: facts })),
);

type DataSubject = Extract<NodeSubject, { readonly type: 'artifact' | 'snapshot' }>;

/** What it is, where it comes from, where it goes. */
export function OverviewTab({ subject }: { readonly subject: DataSubject }) {
  const { workspace } = useInspector();
  const { artifact, snapshot: view } = subject;
  const isServed = artifact.artifact.kind === 'model' || artifact.artifact.kind === 'endpoint';
  const metrics = metricsOf(workspace, subject);
  return (
    <>
      {view ? (
        <SnapshotFacts subject={subject} />
      ) : (
        <>
          <Facts facts={[['Kind', <KindChoice key="kind" view={artifact} />]]} />
          <p className={classes.quiet}>No version of it is known yet.</p>
        </>
      )}
      {metrics.length > 0 && (
        <Section title="Metrics">
          <Facts facts={metrics.map(([name, value]) => [name, formatFigure(value)] as const)} />
        </Section>
      )}
      <PersonalTags />
      <Suspense fallback={null}>
        <GateFacts key={view?.snapshot.id ?? artifact.artifact.id} artifact={artifact} />
      </Suspense>
      {view && isServed && <ExactSnapshots snapshot={view} />}
      {view && !isServed && <SeenBy snapshot={view} />}
      <RelatedNodes direction="upstream" />
      <RelatedNodes direction="downstream" />
      <Told
        key={view?.snapshot.id ?? artifact.artifact.id}
        subject={{ type: 'artifact', artifact, snapshotId: view?.snapshot.id ?? null }}
        workspace={workspace}
      />
    </>
  );
}

function SnapshotFacts({ subject: { artifact, snapshot: view } }: { readonly subject: DataSubject }) {
  const { workspace } = useInspector();
  if (!view) return null;
  const { snapshot, reading, semanticVersion } = view;
  const files =
    snapshot.content === 'directory' && snapshot.digest !== null
      ? workspace.manifests.get(snapshot.digest)?.entries.length
      : undefined;
  return (
    <>
      <Facts
        facts={[
          ['Kind', <KindChoice key="kind" view={artifact} />],
          ['Version', <VersionFact key="version" artifact={artifact} view={view} />],
          ['Alias', <AliasFact key="alias" view={view} />],
          ['Why', semanticVersion?.isSuggested === false ? semanticVersion.reasons.join(' ') : null],
          ['Message', view.message],
          ['Rows', reading && formatCount(reading.rowCount)],
          ['Columns', reading && formatCount(reading.columns.length)],
          ['Files', files === undefined ? null : formatCount(files)],
          ['Size', snapshot.byteLength === null ? null : formatBytes(snapshot.byteLength)],
          ['Format', snapshot.format],
          [
            'Read as',
            isReadAsTable(view) ? (
              <ReadingFact key={`reading ${snapshot.id}`} version={view} workspace={workspace} />
            ) : null,
          ],
          ['Claim', view.isClaimed ? claimWords : null],
          ['Bytes', bytesPlaceWords(view.bytes)],
          ['Captured', <RelativeTime key="taken" at={snapshot.createdAt} />],
          ['Source', sourceInWords(snapshot.source)],
          ['Code', view.code.length === 0 ? null : <CodeFacts key="code" code={view.code} />],
          ['Owner', view.owner],
          ['Licence', view.licence],
          ['Tags', view.tags.join(', ')],
          ['Digest', <Digest key="digest" digest={snapshot.digest} label="SHA-256" />],
          ['MD5', snapshot.md5 && <Digest digest={snapshot.md5} label="MD5" />],
          ['Logical digest', reading && <Digest digest={reading.logicalDigest} label="logical digest" />],
          [
            'Other names',
            artifact.names
              .slice(0, -1)
              .map(({ name }) => name)
              .join(', '),
          ],
        ]}
      />
      {reading && reading.warnings.length > 0 && (
        <p className={classes.warning}>
          {formatCounted(reading.warnings.length, 'note')} from reading it: see Schema.
        </p>
      )}
      <div className={classes.check}>
        <GetBack key={`bytes ${snapshot.id}`} version={view} workspace={workspace} />
        <StillTheSame key={snapshot.id} snapshotId={snapshot.id} />
      </div>
    </>
  );
}

function VersionFact({ artifact, view }: { readonly artifact: ArtifactView; readonly view: SnapshotView }) {
  const { snapshot, semanticVersion } = view;
  const latest = artifact.snapshots.at(-1);
  return (
    <span>
      v{snapshot.sequence}
      {latest === view
        ? ', the latest'
        : ` of ${formatCount(latest?.snapshot.sequence ?? snapshot.sequence)}`}
      {semanticVersion && ` · ${semanticVersion.version} ${standingOf(semanticVersion)} `}
      <RuleVersion key={snapshot.id} artifact={artifact} version={view} />
    </span>
  );
}

function sourceInWords(source: SnapshotSource): string {
  switch (source.kind) {
    case 'drop':
      return `dropped as ${source.path}`;
    case 'pointer':
      return pointerWords(source);
    case 'import':
      return `imported from ${source.format}: ${source.reference}`;
    case 'manual':
      return 'entered by hand';
  }
}
