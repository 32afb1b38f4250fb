import { Button, Group, Text } from '@mantine/core';
import { IconDownload, IconFolderDown } from '@tabler/icons-react';

import { bytesHereOf, type BytesHere } from '../../operations/bytesHere';
import { onlyPointerWords } from '../../operations/pointerText';
import type { SnapshotView, Workspace } from '../../operations/workspace';
import type { RestoreSubject } from '../../state/restoreBytes';
import { useServices } from '../../state/services';
import { downloadBlob } from '../exchange/download';
import { formatBytes, formatCount } from '../shared/format';
import { showFailure } from '../shared/useEdit';
import { chooseFileToWrite } from './chooseTarget';
import { useKeptDigests } from './useKeptDigests';
import { useWriteIntoFolder } from './useWriteIntoFolder';
import { WriteIntoFolder } from './WriteIntoFolder';

interface GetBackProps {
  readonly version: SnapshotView;
  readonly workspace: Workspace;
  /** A button alone, and nothing where the bytes are not here. */
  readonly isBrief?: boolean;
}

/** The ways to have a version's bytes again; where they are not kept here, says where they can be had. */
export function GetBack({ version, workspace, isBrief = false }: GetBackProps) {
  const kept = useKeptDigests(workspace);
  const { snapshot } = version;
  if (kept === null) return null;
  const manifest = snapshot.digest === null ? undefined : workspace.manifests.get(snapshot.digest);
  const here = bytesHereOf(snapshot, manifest, kept);
  if (here?.isWhole) {
    const subject = subjectOf(version, workspace);
    return snapshot.content === 'directory' ? (
      <FolderButtons subject={subject} here={here} isBrief={isBrief} />
    ) : (
      <FileButton subject={subject} />
    );
  }
  return isBrief ? null : (
    <Text span inherit c="dimmed">
      {elsewhereWords(version, here)}
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

/** `Not kept here. Drop the file again to keep it.`, and what is known of where it is. */
function elsewhereWords({ snapshot }: SnapshotView, here: BytesHere | null): string {
  if (snapshot.source.kind === 'pointer')
    return `Not kept here; it can be had by ${onlyPointerWords(snapshot)}`;
  if (!here) return 'Not kept here: only its name is known';
  if (snapshot.content === 'directory' && here.missing.length < here.fileCount) {
    const some = here.missing.slice(0, 3).join(', ');
    const more = here.missing.length > 3 ? ` and ${formatCount(here.missing.length - 3)} more` : '';
    return `${formatCount(here.missing.length)} of ${formatCount(here.fileCount)} files are not kept here: ${some}${more}`;
  }
  const what = snapshot.content === 'directory' ? 'folder' : 'file';
  return `Not kept here. It was dropped as ${snapshot.source.kind === 'drop' ? snapshot.source.path : 'part of an import'}: drop that ${what} again to keep its bytes`;
}

function FileButton({ subject }: { readonly subject: RestoreSubject }) {
  const restore = useRestoreToFile(subject, 'file');
  return (
    <Button
      size="compact-xs"
      variant="default"
      leftSection={<IconDownload size={14} aria-hidden />}
      title={`${formatBytes(subject.byteLength)}, every digest checked`}
      onClick={restore}
    >
      Download
    </Button>
  );
}

interface FolderButtonsProps {
  readonly subject: RestoreSubject;
  readonly here: BytesHere;
  readonly isBrief: boolean;
}

function FolderButtons({ subject, here, isBrief }: FolderButtonsProps) {
  const restore = useRestoreToFile(subject, 'zip');
  const writing = useWriteIntoFolder(subject);
  return (
    <Group gap={6} component="span">
      <Button
        size="compact-xs"
        variant="default"
        leftSection={<IconDownload size={14} aria-hidden />}
        title={`${formatCount(here.fileCount)} files, ${formatBytes(here.byteLength)}, every digest checked`}
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
