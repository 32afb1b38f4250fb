import { pointerWords } from '../../operations/taking/pointerText';
import { leftOutNames } from '../../operations/taking/leaveOut';
import type { SnapshotView, Workspace } from '../../operations/core/workspace';
import type { SnapshotSource } from '../../versioning/records';
import { StillTheSame } from '../check/StillTheSame';
import { CodeFacts } from '../inspector/CodeFacts';
import { GetBack } from '../inspector/GetBack';
import { claimWords } from '../shared/ClaimNote';
import { Digest } from '../shared/Digest';
import { Facts } from '../shared/Facts';
import { formatBytes, formatCount, formatCounted } from '../shared/format';
import { formatTime } from '../shared/formatTime';
import { TextLink } from '../shared/TextLink';
import { BytesFact } from './BytesFact';
import { MadeBy } from './MadeBy';
import { PointerDownloads } from './PointerDownloads';
import { isReadAsTable, ReadingFact } from './ReadingFact';

interface VersionFactsProps {
  readonly version: SnapshotView;
  readonly workspace: Workspace;
}

const shownTwins = 5;

export function VersionFacts({ version, workspace }: VersionFactsProps) {
  const { snapshot, reading, licence, owner, tags } = version;
  const twins = sameBytesAs(version, workspace);
  const leftOut = snapshot.digest === null ? undefined : workspace.manifests.get(snapshot.digest)?.leftOut;
  return (
    <Facts
      facts={[
        [
          snapshot.content === 'directory' ? 'Tree digest' : 'Digest',
          <Digest key="digest" digest={snapshot.digest} />,
        ],
        ['MD5', snapshot.md5 === null ? null : <Digest key="md5" digest={snapshot.md5} label="MD5" />],
        [
          'Logical digest',
          reading && <Digest key="logical" digest={reading.logicalDigest} label="logical digest" />,
        ],
        [
          'Rows',
          reading && `${formatCount(reading.rowCount)} in ${formatCounted(reading.columns.length, 'column')}`,
        ],
        ['Size', snapshot.byteLength === null ? null : formatBytes(snapshot.byteLength)],
        ['Format', snapshot.format],
        [
          'Read as',
          isReadAsTable(version) ? (
            <ReadingFact key={`reading ${snapshot.id}`} version={version} workspace={workspace} />
          ) : null,
        ],
        ['Left out', leftOut ? `${leftOutNames(leftOut)}; by ${leftOut.patterns.join(', ')}` : null],
        ['Claim', version.isClaimed ? claimWords : null],
        ['Bytes', <BytesFact key="bytes" version={version} />],
        ['Taken', formatTime(snapshot.createdAt)],
        ['From', sourceWords(snapshot.source)],
        ['Code', version.code.length === 0 ? null : <CodeFacts key="code" code={version.code} />],
        ['Made by', <MadeBy key="made" version={version} workspace={workspace} />],
        ['Licence', licence],
        ['Owner', owner],
        ['Tags', tags.length === 0 ? null : tags.join(', ')],
        [
          'Same bytes as',
          twins.length === 0 ? null : <Twins key="twins" twins={twins} workspace={workspace} />,
        ],
        ['Pointers', <PointerDownloads key="pointers" version={version} workspace={workspace} />],
        ['Get it back', <GetBack key={`bytes ${snapshot.id}`} version={version} workspace={workspace} />],
        ['On disk', <StillTheSame key={snapshot.id} snapshotId={snapshot.id} />],
      ]}
    />
  );
}

function sameBytesAs({ snapshot }: SnapshotView, workspace: Workspace): readonly SnapshotView[] {
  if (snapshot.digest === null) return [];
  return [...workspace.snapshots.values()].filter(
    (other) => other.snapshot.digest === snapshot.digest && other.snapshot.id !== snapshot.id,
  );
}

function Twins({
  twins,
  workspace,
}: {
  readonly twins: readonly SnapshotView[];
  readonly workspace: Workspace;
}) {
  return (
    <>
      {twins.slice(0, shownTwins).map(({ artifactId, snapshot }, at) => (
        <span key={snapshot.id}>
          {at > 0 && ', '}
          <TextLink
            to="/artifacts/$artifactId"
            params={{ artifactId }}
            search={{ version: snapshot.sequence }}
            inherit
          >
            {workspace.artifacts.get(artifactId)?.name} v{snapshot.sequence}
          </TextLink>
        </span>
      ))}
      {twins.length > shownTwins && ` and ${formatCount(twins.length - shownTwins)} more`}
    </>
  );
}

function sourceWords(source: SnapshotSource): string {
  switch (source.kind) {
    case 'drop':
      return source.lastModified === null
        ? `${source.path}, dropped`
        : `${source.path}, last modified ${formatTime(source.lastModified)}`;
    case 'pointer':
      return pointerWords(source);
    case 'import':
      return `${source.format} import, ${source.reference}`;
    case 'manual':
      return 'Entered by hand';
  }
}
