import type { CheckedFile } from '../../operations/taking/stillTheSame';
import type { SnapshotView, Workspace } from '../../operations/core/workspace';
import { Digest } from '../shared/Digest';
import { formatBytes } from '../shared/format';
import { MiddleCut } from '../shared/MiddleCut';
import { TextLink } from '../shared/TextLink';
import { Unknown } from '../shared/Unknown';
import type { TableColumn } from '../shared/VirtualTable';
import classes from './Check.module.css';
import { outcomeMarks } from './outcomeWords';

export function checkColumns(workspace: Workspace): readonly TableColumn<CheckedFile>[] {
  return [
    {
      id: 'outcome',
      title: 'Outcome',
      width: '132px',
      cell: ({ outcome }) => <OutcomeMark outcome={outcome} />,
    },
    { id: 'path', title: 'File', width: 'minmax(0, 3fr)', cell: ({ path }) => <MiddleCut text={path} /> },
    {
      id: 'detail',
      title: 'What is known',
      width: 'minmax(0, 2fr)',
      cell: (file) => <Detail file={file} workspace={workspace} />,
    },
    {
      id: 'digest',
      title: 'Digest now',
      width: '126px',
      isExtra: true,
      cell: ({ found }) => (found ? <Digest digest={found.digest} /> : <Unknown words="not read" />),
    },
    {
      id: 'size',
      title: 'Size',
      width: '84px',
      isNumber: true,
      isExtra: true,
      cell: ({ found, expected }) => {
        const byteLength = found?.byteLength ?? expected?.byteLength ?? null;
        return byteLength === null ? <Unknown words="not known" /> : formatBytes(byteLength);
      },
    },
  ];
}

export function OutcomeMark({ outcome }: Pick<CheckedFile, 'outcome'>) {
  const { icon: Icon, word, colour } = outcomeMarks[outcome];
  return (
    <span className={classes.mark} style={{ color: colour }}>
      <Icon size={16} stroke={1.8} aria-hidden />
      {word}
    </span>
  );
}

function Detail({ file, workspace }: { readonly file: CheckedFile; readonly workspace: Workspace }) {
  const { outcome, expected, found, fromPath, sameAs, reason } = file;
  if (reason !== null) return <MiddleCut text={reason} />;
  if (outcome === 'moved' && fromPath !== null) return <MiddleCut text={`was ${fromPath}`} />;
  if (sameAs !== null) return <MiddleCut text={`same bytes as ${sameAs}`} />;
  if (outcome !== 'modified' || !expected || !found) return null;
  const versions = versionsNamed(file.path, workspace);
  const before = versions.find(({ snapshot }) => snapshot.digest === expected.digest);
  const now = versions.findLast(({ snapshot }) => snapshot.digest === found.digest);
  if (!now) return <>{sizeChange(expected.byteLength, found.byteLength)}</>;
  const version = `v${now.snapshot.sequence}`;
  if (!before?.reading || !now.reading) return <>it is {version} now</>;
  const [reference, current] =
    before.snapshot.sequence < now.snapshot.sequence ? [before, now] : [now, before];
  return (
    <span>
      it is {version} now ·{' '}
      <TextLink
        to="/compare"
        search={{ reference: reference.snapshot.id, current: current.snapshot.id }}
        inherit
      >
        Compare with v{before.snapshot.sequence}
      </TextLink>
    </span>
  );
}

function versionsNamed(path: string, workspace: Workspace): readonly SnapshotView[] {
  return workspace.artifactNamed('file', path)?.snapshots ?? [];
}

function sizeChange(before: number | null, now: number): string {
  if (before === null || before === now) return 'other bytes of the same size';
  return `${formatBytes(Math.abs(now - before))} ${now > before ? 'larger' : 'smaller'}`;
}
