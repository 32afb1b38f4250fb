import { Stack, Tabs, Text, Title } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';

import type { ArtifactView, SnapshotView, Workspace } from '../../operations/workspace';
import { formatCount } from '../shared/format';
import classes from './ArtifactPage.module.css';
import { artifactTabs, type ArtifactSearch, type ArtifactTab } from './artifactsSearch';
import { ManifestTable } from './ManifestTable';
import { SchemaTable } from './SchemaTable';
import { VersionFacts } from './VersionFacts';
import { VersionMessage } from './VersionMessage';

interface VersionDetailsProps {
  readonly view: ArtifactView;
  readonly version: SnapshotView;
  readonly search: ArtifactSearch;
  readonly workspace: Workspace;
}

/** What is known of one version. */
export function VersionDetails({ view, version, search, workspace }: VersionDetailsProps) {
  const navigate = useNavigate();
  const { snapshot, semanticVersion, reading } = version;
  const manifest = snapshot.digest === null ? undefined : workspace.manifests.get(snapshot.digest);
  const parent = parentOf(version, workspace);
  const parentManifest = parent?.snapshot.digest
    ? workspace.manifests.get(parent.snapshot.digest)
    : undefined;
  const available = artifactTabs.filter((tab) =>
    tab === 'files' ? manifest !== undefined : tab === 'schema' && reading,
  );
  const tab = available.find((candidate) => candidate === search.tab) ?? available[0] ?? null;
  const open = (next: string | null): void => {
    const known = artifactTabs.find((candidate) => candidate === next);
    void navigate({
      to: '/artifacts/$artifactId',
      params: { artifactId: view.artifact.id },
      search: known === undefined ? search : { ...search, tab: known },
      replace: true,
    });
  };
  return (
    <Stack gap="lg" component="section" aria-label={`Version ${snapshot.sequence}`}>
      <div>
        <Title order={2} className={classes.section} mb={4}>
          Version {snapshot.sequence}
          {semanticVersion && ` · ${semanticVersion.version}`}
          {semanticVersion?.isSuggested && (
            <Text span c="dimmed" size="sm" fw={400}>
              {' '}
              suggested
            </Text>
          )}
        </Title>
        {semanticVersion && semanticVersion.reasons.length > 0 && (
          <Text size="sm" c="dimmed" mb={6}>
            {semanticVersion.reasons.join(' ')}
          </Text>
        )}
        <VersionMessage key={snapshot.id} version={version} />
      </div>
      <VersionFacts version={version} workspace={workspace} />
      {tab !== null && (
        <Tabs value={tab} onChange={open} keepMounted={false}>
          <Tabs.List mb="md">
            {available.map((candidate) => (
              <Tabs.Tab key={candidate} value={candidate}>
                {tabWords(candidate, version, manifest?.entries.length)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          {reading && (
            <Tabs.Panel value="schema">
              <SchemaTable reading={reading} parent={parent?.reading ?? null} />
            </Tabs.Panel>
          )}
          {manifest && (
            <Tabs.Panel value="files">
              <ManifestTable manifest={manifest} parent={parentManifest ?? null} />
            </Tabs.Panel>
          )}
        </Tabs>
      )}
    </Stack>
  );
}

function parentOf({ snapshot }: SnapshotView, workspace: Workspace): SnapshotView | null {
  const parentId = snapshot.parents[0];
  return (parentId === undefined ? undefined : workspace.snapshots.get(parentId)) ?? null;
}

function tabWords(tab: ArtifactTab, { reading }: SnapshotView, fileCount: number | undefined): string {
  switch (tab) {
    case 'schema':
      return `Schema ${reading ? formatCount(reading.columns.length) : ''}`;
    case 'files':
      return `Files ${fileCount === undefined ? '' : formatCount(fileCount)}`;
    case 'profile':
      return 'Profile';
    case 'drift':
      return 'Drift over time';
  }
}
