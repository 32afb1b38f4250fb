import { Button, Group } from '@mantine/core';

import { pointerFileOf, pointerNames } from '../../operations/taking/pointerText';
import type { SnapshotView, Workspace } from '../../operations/core/workspace';
import { download } from '../shared/download';

interface PointerDownloadsProps {
  readonly version: SnapshotView;
  readonly workspace: Workspace;
}

const kinds = ['dvc', 'git-lfs'] as const;
const labels = { dvc: 'Download as .dvc pointer', 'git-lfs': 'Download as git-lfs pointer' };

/** A button for each pointer whose digest is known; says so where there is none. */
export function PointerDownloads({ version: { snapshot }, workspace }: PointerDownloadsProps) {
  const name = workspace.artifacts.get(snapshot.artifactId)?.name ?? '';
  const manifest = snapshot.digest === null ? undefined : workspace.manifests.get(snapshot.digest);
  const files = kinds.flatMap((kind) => {
    const file = pointerFileOf(kind, name, snapshot, manifest?.entries.length ?? null);
    return file ? [{ kind, file }] : [];
  });
  if (files.length === 0) return <>none: its digests are not known</>;
  return (
    <Group gap="xs" component="span">
      {files.map(({ kind, file }) => (
        <Button
          key={kind}
          size="compact-xs"
          variant="default"
          title={`What ${pointerNames[kind]} writes for these bytes`}
          onClick={() => download(file.text, file.name, 'text/plain')}
        >
          {labels[kind]}
        </Button>
      ))}
    </Group>
  );
}
