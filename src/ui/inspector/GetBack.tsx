import { Button, Group, Text } from '@mantine/core';
import { IconDownload, IconFolderDown } from '@tabler/icons-react';
import { useMemo } from 'react';

import { onlyPointerWords } from '../../operations/taking/pointerText';
import type { SnapshotView, Workspace } from '../../operations/core/workspace';
import type { RestoreSubject } from '../../state/restoreBytes';
import { useServices } from '../../state/services';
import { useCheckable } from '../check/useCheckable';
import { downloadBlob } from '../shared/download';
import { formatBytes, formatCount } from '../shared/format';
import { showFailure } from '../shared/useEdit';
import { chooseFileToWrite } from './chooseTarget';
import { useWriteIntoFolder } from './useWriteIntoFolder';
import { WriteIntoFolder } from './WriteIntoFolder';

interface GetBackProps {
  readonly version: SnapshotView;
  readonly workspace: Workspace;
  /** A button alone, and nothing where the bytes are not here. */
  readonly isBrief?: boolean;
}

/** The ways to have a version's bytes again; where they are not kept here, says what can be done about it. */
export function GetBack({ version, workspace, isBrief = false }: GetBackProps) {
  const { snapshot, bytes } = version;
  if (bytes.kind === 'here' || bytes.kind === 'freed') {
    const subject = subjectOf(version, workspace);
    return snapshot.content === 'directory' ? (
      <FolderButtons subject={subject} isBrief={isBrief} />
    ) : (
      <FileButton subject={subject} />
    );
  }
  return isBrief ? null : <Elsewhere version={version} />;
}

function Elsewhere({ version }: Pick<GetBackProps, 'version'>) {
  const { id } = version.snapshot;
  const scope = useMemo(() => ({ kind: 'snapshot', snapshotId: id }) as const, [id]);
  const able = useCheckable(scope, 0);
  if (able === null) return null;
  return (
    <Text span inherit c="dimmed">
      {elsewhereWords(version, able.handleCount > 0)}
    </Text>
  );
}

function subjectOf({ snapshot }: SnapshotView, workspace: Workspace): RestoreSubject {
  const name = workspace.artifacts.get(snapshot.artifactId)?.name ?? snapshot.artifactId;
  return {
    snapshotId: snapshot.id,
    name: name.slice(name.lastIndexOf('/') + 1) || 'file',
    title: `${name} v${snapshot.sequence}`,
    byteLength: snapshot.byteLength ?? 0,
  };
}

/** `hasHandle`: the browser knows where it lay on disk. */
function elsewhereWords({ snapshot, bytes }: SnapshotView, hasHandle: boolean): string {
  if (bytes.kind === 'pointer')
    return `Not here: ${onlyPointerWords(snapshot)}. Fetch it by that, and drop it`;
  if (snapshot.digest === null) return 'Only its name is known';
  if (bytes.kind === 'partly')
    return `${formatCount(bytes.ofFiles - bytes.fileCount)} of its ${formatCount(bytes.ofFiles)} files are not kept: drop the folder again to keep them`;
  const what = snapshot.content === 'directory' ? 'folder' : 'file';
  if (hasHandle)
    return `Not stored. This browser knows where the ${what} lies on disk: check it against disk, and drop it to store its bytes`;
  if (snapshot.source.kind !== 'drop') return `Its bytes were never here: drop the ${what} to keep them`;
  return `Not kept: drop the ${what} ${snapshot.source.path} again to keep its bytes`;
}

function FileButton({ subject }: { readonly subject: RestoreSubject }) {
  const restore = useRestoreToFile(subject, 'file');
  return (
    <Button
      size="compact-xs"
      variant="default"
      leftSection={<IconDownload size={14} aria-hidden />}
      title={`${formatBytes(subject.byteLength)}, its digest checked`}
      onClick={restore}
    >
      Download
    </Button>
  );
}

interface FolderButtonsProps {
  readonly subject: RestoreSubject;
  readonly isBrief: boolean;
}

function FolderButtons({ subject, isBrief }: FolderButtonsProps) {
  const restore = useRestoreToFile(subject, 'zip');
  const writing = useWriteIntoFolder(subject);
  return (
    <Group gap={6} component="span">
      <Button
        size="compact-xs"
        variant="default"
        leftSection={<IconDownload size={14} aria-hidden />}
        title={`${formatBytes(subject.byteLength)}, its digest checked`}
        onClick={restore}
      >
        Download .zip
      </Button>
      {!isBrief && writing.choose && (
        <Button
          size="compact-xs"
          variant="default"
          leftSection={<IconFolderDown size={14} aria-hidden />}
          loading={writing.state?.kind === 'planning'}
          title="Its files go right below the folder that you choose; what is there is looked at first"
          onClick={writing.choose}
        >
          Write into a folder…
        </Button>
      )}
      <WriteIntoFolder subject={subject} writing={writing} />
    </Group>
  );
}

function useRestoreToFile(subject: RestoreSubject, kind: 'file' | 'zip'): () => void {
  const services = useServices();
  const name = kind === 'zip' ? `${subject.name}.zip` : subject.name;
  const restore = async (): Promise<void> => {
    const target = await chooseFileToWrite(name);
    if (target === 'dismissed') return;
    const restored = await services.restoreToFile(subject, kind, target);
    if (restored === null) return;
    if (!restored.ok) showFailure(restored.error);
    else if (restored.value) downloadBlob(restored.value, name);
  };
  return () => void restore();
}
