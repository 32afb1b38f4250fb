import { Tabs } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';

import { baselineOf } from '../../operations/comparing/baselineOf';
import type { ArtifactView, SnapshotView, Workspace } from '../../operations/core/workspace';
import type { Manifest } from '../../versioning/records';
import { ClaimNote } from '../shared/ClaimNote';
import { formatCount } from '../shared/format';
import { standingOf } from '../contracts/waiverWords';
import { SlowSkeleton } from '../shared/SlowSkeleton';
import { useNow } from '../shared/useNow';
import { ContractPanel } from '../contracts/ContractPanel';
import { verdictNames } from '../contracts/contractWords';
import { PersonalPanel } from '../privacy/PersonalPanel';
import { artifactTabs, type ArtifactSearch, type ArtifactTab } from './artifactsSearch';
import { DriftPanel } from './DriftPanel';
import { ManifestTable } from './ManifestTable';
import { parentOf } from './parentOf';
import { ProfilePanel } from './ProfilePanel';
import { SchemaTable } from './SchemaTable';

const FreshnessPanel = lazy(() =>
  import('../freshness/FreshnessPanel').then(({ FreshnessPanel: panel }) => ({ default: panel })),
);
const ContentsPanel = lazy(() =>
  import('../contents/ContentsPanel').then(({ ContentsPanel: panel }) => ({ default: panel })),
);
const LicencePanel = lazy(() =>
  import('../licences/LicencePanel').then(({ LicencePanel: panel }) => ({ default: panel })),
);

interface VersionTabsProps {
  readonly view: ArtifactView;
  readonly version: SnapshotView;
  readonly search: ArtifactSearch;
  readonly workspace: Workspace;
}

/** A folder's files; the bytes themselves; a table's profile, schema and drift; the contract of these, of models and of endpoints. */
export function VersionTabs({ view, version, search, workspace }: VersionTabsProps) {
  const navigate = useNavigate();
  const { snapshot, reading } = version;
  const parent = parentOf(version, workspace);
  const manifest = manifestOf(version, workspace);
  const first = view.snapshots.find((other) => other.reading !== null);
  const labels = useLabels(view, version, manifest);
  const isAvailable = availableTabs(view, version, workspace);
  const available = artifactTabs.filter((each) => isAvailable[each]);
  // What is known of a table is there at once; its rows have to be read.
  const usual = reading !== null && manifest === undefined ? 'profile' : available[0];
  const tab = available.find((candidate) => candidate === search.tab) ?? usual;
  if (tab === undefined) return null;

  const open = (next: string | null): void => {
    const known = artifactTabs.find((candidate) => candidate === next);
    if (known === undefined) return;
    void navigate({
      to: '/artifacts/$artifactId',
      params: { artifactId: view.artifact.id },
      search: { ...search, tab: known },
      replace: true,
    });
  };
  return (
    <Tabs value={tab} onChange={open} keepMounted={false}>
      <Tabs.List mb="md">
        {available.map((candidate) => (
          <Tabs.Tab key={candidate} value={candidate}>
            {labels[candidate]}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value={tab} key={snapshot.id}>
        <ClaimNote versions={tab === 'drift' && parent ? [parent, version] : [version]} />
        <TabContent {...{ view, version, workspace, tab, manifest, parent, first }} />
      </Tabs.Panel>
    </Tabs>
  );
}

/** Which tabs have something to show. */
function availableTabs(
  view: ArtifactView,
  version: SnapshotView,
  workspace: Workspace,
): Readonly<Record<ArtifactTab, boolean>> {
  const { snapshot, reading } = version;
  return {
    files: manifestOf(version, workspace) !== undefined,
    data: snapshot.content !== 'directory' || reading !== null,
    profile: reading !== null,
    schema: reading !== null,
    drift:
      reading !== null && (view.snapshots.length > 1 || baselineOf(workspace, version).versions.length > 0),
    personal: reading !== null,
    freshness: true,
    licence: true,
    contract: canPromise(view, version),
  };
}

function useLabels(
  view: ArtifactView,
  { verdict, reading }: SnapshotView,
  manifest: Manifest | undefined,
): Readonly<Record<ArtifactTab, string>> {
  const now = useNow();
  return {
    files: `Files ${formatCount(manifest?.entries.length ?? 0)}`,
    data: 'Data',
    profile: 'Profile',
    schema: `Schema ${formatCount(reading?.columns.length ?? 0)}`,
    drift: 'Drift',
    personal: 'Personal data',
    freshness: 'Freshness',
    licence: 'Licence',
    contract: verdict
      ? `Contract: ${verdictNames[verdict.verdict].toLowerCase()}${standingOf(verdict, view.waivers, now).isWaived ? ', waived' : ''}`
      : 'Contract',
  };
}

/** Tables, folders, and what has metrics promise something; other bytes where somebody said so. */
function canPromise({ artifact, contracts }: ArtifactView, version: SnapshotView): boolean {
  const isTable = version.reading !== null || version.failedReading !== null;
  const isAsset = artifact.kind === 'model' || artifact.kind === 'endpoint';
  return isTable || isAsset || version.snapshot.content === 'directory' || contracts.length > 0;
}

interface TabContentProps extends Omit<VersionTabsProps, 'search'> {
  readonly tab: ArtifactTab;
  readonly manifest: Manifest | undefined;
  readonly parent: SnapshotView | null;
  readonly first: SnapshotView | undefined;
}

function TabContent({ view, version, workspace, tab, manifest, parent, first }: TabContentProps) {
  const { reading } = version;
  return (
    <Suspense fallback={<SlowSkeleton />}>
      {tab === 'files' && manifest && (
        <ManifestTable manifest={manifest} parent={(parent && manifestOf(parent, workspace)) ?? null} />
      )}
      {tab === 'data' && <ContentsPanel view={view} version={version} />}
      {tab === 'profile' && reading && <ProfilePanel version={version} />}
      {tab === 'schema' && reading && <SchemaTable reading={reading} parent={parent?.reading ?? null} />}
      {tab === 'personal' && <PersonalPanel workspace={workspace} view={view} version={version} />}
      {tab === 'freshness' && <FreshnessPanel workspace={workspace} view={view} version={version} />}
      {tab === 'licence' && <LicencePanel workspace={workspace} view={view} version={version} />}
      {tab === 'contract' && <ContractPanel workspace={workspace} view={view} version={version} />}
      {tab === 'drift' && <DriftPanel workspace={workspace} current={version} first={first ?? version} />}
    </Suspense>
  );
}

function manifestOf({ snapshot }: SnapshotView, workspace: Workspace) {
  return snapshot.digest === null ? undefined : workspace.manifests.get(snapshot.digest);
}
