import { lazy, Suspense, useEffect } from 'react';
import { ActionIcon, Select, Tabs, Tooltip } from '@mantine/core';
import { IconX } from '@tabler/icons-react';

import type { Thing } from '../../operations/identities/thing';
import { useLastLooked } from '../../state/lastLooked';
import type { SnapshotId } from '../../versioning/records';
import type { NodeKey } from '../../lineage/graph';
import { FindingCount } from '../findings/FindingCount';
import { ThingMenu } from '../identities/ThingMenu';
import { KindIcon } from '../shared/KindIcon';
import { kindNames } from '../shared/kindNames';
import { MiddleCut } from '../shared/MiddleCut';
import { shortRunId } from '../lineage/cardText';
import { type InspectorTab, without } from '../lineage/lineageSearch';
import { kindOf, type NodeSubject, titleOf } from '../lineage/nodeFacts';
import { DriftTab } from './DriftTab';
import { inspectedSubject, tabsOf } from './inspected';
import classes from './Inspector.module.css';
import { InspectorContext, type InspectorProps } from './inspectorContext';
import { JobOverview } from './JobOverview';
import { OverviewTab } from './OverviewTab';
import { ProfileTab } from './ProfileTab';
import { ProvenanceTab } from './ProvenanceTab';
import { RawTab } from './RawTab';
import { RunOverview } from './RunOverview';
import { RunsTab } from './RunsTab';
import { SchemaTab } from './SchemaTab';
import { VersionsTab } from './VersionsTab';

const tabNames: Readonly<Record<InspectorTab, string>> = {
  overview: 'Overview',
  versions: 'Versions',
  schema: 'Schema',
  profile: 'Profile',
  drift: 'Drift',
  runs: 'Runs',
  provenance: 'Provenance',
  reproducibility: 'Reproducibility',
  raw: 'Raw JSON',
};

/** Everything that is known of one node. */
export function Inspector(props: InspectorProps & { readonly onClose: () => void }) {
  const { workspace, graph, nodeKey, search, onSearchChange, onClose } = props;
  const subject = inspectedSubject(workspace, graph, nodeKey, search.version);
  useNoteLooked(subject);
  if (!subject) return null;
  const tabs = tabsOf(subject);
  const tab = search.tab !== undefined && tabs.includes(search.tab) ? search.tab : 'overview';
  return (
    <InspectorContext value={props}>
      <div className={classes.header}>
        <KindIcon kind={kindOf(subject)} size={22} isDecorative />
        <div className={classes.heading}>
          <h2 className={classes.title}>
            <MiddleCut text={titleOf(subject)} />
          </h2>
          <p className={classes.subtitle}>
            {subtitleOf(subject)} <FindingCount node={nodeOf(subject)} hasWords />
          </p>
        </div>
        <VersionPicker subject={subject} {...props} />
        <ThingMenu thing={thingOf(subject)} name={titleOf(subject)} />
        <Tooltip label="Close the inspector">
          <ActionIcon variant="subtle" color="gray" aria-label="Close the inspector" onClick={onClose}>
            <IconX size={17} />
          </ActionIcon>
        </Tooltip>
      </div>
      <Tabs
        className={classes.tabs ?? ''}
        value={tab}
        onChange={(value) =>
          onSearchChange(
            value === 'overview' || value === null
              ? without(search, 'tab')
              : { ...search, tab: value as InspectorTab },
            'replace',
          )
        }
        keepMounted={false}
        variant="default"
      >
        <Tabs.List className={classes.tabList ?? ''} aria-label="What to inspect">
          {tabs.map((name) => (
            <Tabs.Tab key={name} value={name} className={classes.tab ?? ''}>
              {tabNames[name]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {tabs.map((name) => (
          <Tabs.Panel key={name} value={name} className={classes.content ?? ''} tabIndex={0}>
            <TabContent tab={name} subject={subject} />
          </Tabs.Panel>
        ))}
      </Tabs>
    </InspectorContext>
  );
}

/** Notes the version whose table is inspected. */
function useNoteLooked(subject: NodeSubject | null): void {
  const version = subject && 'artifact' in subject ? subject.snapshot : null;
  const looked = version?.reading ? version.snapshot.id : null;
  const look = useLastLooked(({ look: note }) => note);
  useEffect(() => {
    if (looked !== null) look(looked);
  }, [look, looked]);
}

/** Of a version its artifact, of a run its job. */
function thingOf(subject: NodeSubject): Thing {
  return 'artifact' in subject
    ? { is: 'artifact', id: subject.artifact.artifact.id }
    : { is: 'job', id: subject.job.job.id };
}

function nodeOf(subject: NodeSubject): NodeKey {
  const { is, id } = thingOf(subject);
  return `${is}:${id}` as NodeKey;
}

function subtitleOf(subject: NodeSubject): string {
  switch (subject.type) {
    case 'artifact':
      return `${kindNames[kindOf(subject)]} · ${subject.artifact.namespace}`;
    case 'snapshot':
      return `${kindNames[kindOf(subject)]} version · ${subject.artifact.namespace}`;
    case 'job':
      return `Job · ${subject.job.job.namespace}`;
    case 'run':
      return `Run ${shortRunId(subject.run.run.id)} · ${subject.job.job.namespace}`;
  }
}

const ReproducibilityTab = lazy(async () => ({
  default: (await import('../reproducibility/ReproducibilityTab')).ReproducibilityTab,
}));

function TabContent({ tab, subject }: { readonly tab: InspectorTab; readonly subject: NodeSubject }) {
  if (tab === 'reproducibility')
    return (
      <Suspense>
        <ReproducibilityTab subject={subject} />
      </Suspense>
    );
  if (tab === 'raw') return <RawTab subject={subject} />;
  if (subject.type === 'job')
    return tab === 'runs' ? <RunsTab subject={subject} /> : <JobOverview subject={subject} />;
  if (subject.type === 'run') {
    return tab === 'provenance' ? <ProvenanceTab subject={subject} /> : <RunOverview subject={subject} />;
  }
  switch (tab) {
    case 'overview':
      return <OverviewTab subject={subject} />;
    case 'versions':
      return <VersionsTab subject={subject} />;
    case 'schema':
      return <SchemaTab snapshot={subject.snapshot} />;
    case 'profile':
      return <ProfileTab snapshot={subject.snapshot} />;
    case 'drift':
      return <DriftTab subject={subject} />;
    case 'runs':
      return <RunsTab subject={subject} />;
    case 'provenance':
      return <ProvenanceTab subject={subject} />;
  }
}

/** In the definition graph it chooses the version that is shown, in the version graph the node. */
function VersionPicker({
  subject,
  search,
  onSearchChange,
}: { readonly subject: NodeSubject } & InspectorProps) {
  if (!('artifact' in subject) || !subject.snapshot) return null;
  const { snapshots } = subject.artifact;
  return (
    <Select
      size="xs"
      className={classes.picker ?? ''}
      aria-label="Version"
      allowDeselect={false}
      value={subject.snapshot.snapshot.id}
      data={snapshots
        .map((view) => ({
          value: view.snapshot.id as string,
          label: `v${view.snapshot.sequence}${view === snapshots.at(-1) ? ' (latest)' : ''}`,
        }))
        .reverse()}
      onChange={(value) => {
        if (value === null) return;
        const version = value as SnapshotId;
        onSearchChange(
          subject.type === 'snapshot'
            ? { ...without(search, 'version'), select: `snapshot:${version}` }
            : { ...search, version },
          'replace',
        );
      }}
    />
  );
}
