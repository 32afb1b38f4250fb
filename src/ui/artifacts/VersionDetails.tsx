import { Group, Stack, Text, Title } from '@mantine/core';
import { useEffect, useMemo } from 'react';

import { baselineOf } from '../../operations/comparing/baselineOf';
import type { ArtifactView, SnapshotView, Workspace } from '../../operations/core/workspace';
import { useLastLooked } from '../../state/lastLooked';
import classes from './ArtifactPage.module.css';
import type { ArtifactSearch } from './artifactsSearch';
import { Highlights } from './Highlights';
import { IncidentMark } from './IncidentMark';
import { parentOf } from './parentOf';
import { RuleVersion, standingOf } from './SemanticVersion';
import { VersionFacts } from './VersionFacts';
import { VersionMessage } from './VersionMessage';
import { VersionTabs } from './VersionTabs';
import { WhatChanged } from './WhatChanged';

interface VersionDetailsProps {
  readonly view: ArtifactView;
  readonly version: SnapshotView;
  readonly search: ArtifactSearch;
  readonly workspace: Workspace;
}

/** What is known of one version. */
export function VersionDetails({ view, version, search, workspace }: VersionDetailsProps) {
  const { snapshot, semanticVersion } = version;
  const look = useLastLooked(({ look: note }) => note);
  const isTable = version.reading !== null;
  useEffect(() => {
    if (isTable) look(snapshot.id);
  }, [look, isTable, snapshot.id]);
  const parent = parentOf(version, workspace);
  const baseline = useMemo(() => baselineOf(workspace, version), [workspace, version]);
  return (
    <Stack gap="lg" component="section" aria-label={`Version ${snapshot.sequence}`}>
      <div>
        <Group gap={6} mb={4}>
          <Title order={2} className={classes.section} mb={0}>
            Version {snapshot.sequence}
            {semanticVersion && ` · ${semanticVersion.version}`}
            {semanticVersion && (
              <Text span c="dimmed" size="sm" fw={400}>
                {' '}
                {standingOf(semanticVersion)}
              </Text>
            )}
          </Title>
          <RuleVersion key={snapshot.id} artifact={view} version={version} />
        </Group>
        {parent?.reading && version.reading && (
          <WhatChanged before={parent} after={version} name={view.name} baseline={baseline} />
        )}
        {semanticVersion && semanticVersion.reasons.length > 0 && (
          <Text size="sm" c="dimmed" mb={6}>
            {semanticVersion.reasons.join(' ')}
          </Text>
        )}
        <VersionMessage key={snapshot.id} version={version} />
        <IncidentMark key={`incident ${snapshot.id}`} version={version} />
      </div>
      <Highlights view={view} version={version} workspace={workspace} />
      <VersionTabs view={view} version={version} search={search} workspace={workspace} />
      <section aria-label="Record">
        <Title order={3} className={classes.section} mb={8}>
          Record
        </Title>
        <VersionFacts version={version} workspace={workspace} />
      </section>
    </Stack>
  );
}
