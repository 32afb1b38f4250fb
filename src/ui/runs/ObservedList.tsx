import { Text } from '@mantine/core';

import type { Observation } from '../../lineage/records';
import { requestWords } from '../../operations/lineage/versionRange';
import type { Workspace } from '../../operations/core/workspace';
import { Digest } from '../shared/Digest';
import { formatCount } from '../shared/format';
import { KindIcon } from '../shared/KindIcon';
import { MiddleCut } from '../shared/MiddleCut';
import { Section } from '../shared/Section';
import { TextLink } from '../shared/TextLink';
import classes from './RunPage.module.css';

interface ObservedListProps {
  readonly title: string;
  readonly none: string;
  readonly observations: readonly Observation[];
  readonly workspace: Workspace;
}

/** The exact versions that a run read or wrote. */
export function ObservedList({ title, none, observations, workspace }: ObservedListProps) {
  return (
    <Section
      label={title}
      title={
        <>
          {title}{' '}
          <Text span c="dimmed" fw={400} size="sm">
            {formatCount(observations.length)}
          </Text>
        </>
      }
    >
      {observations.length === 0 ? (
        <Text c="dimmed" size="sm">
          {none}
        </Text>
      ) : (
        <ul className={classes.list}>
          {observations.map((observation) => (
            <Observed key={observation.id} observation={observation} workspace={workspace} />
          ))}
        </ul>
      )}
    </Section>
  );
}

interface ObservedProps {
  readonly observation: Observation;
  readonly workspace: Workspace;
}

function Observed({ observation, workspace }: ObservedProps) {
  const artifact = workspace.artifacts.get(observation.artifactId);
  const snapshot =
    observation.snapshotId === null ? undefined : workspace.snapshots.get(observation.snapshotId);
  if (!artifact) return null;
  const sequence = snapshot?.snapshot.sequence;
  return (
    <li className={classes.line}>
      <KindIcon kind={artifact.artifact.kind} />
      <TextLink
        to="/artifacts/$artifactId"
        params={{ artifactId: artifact.artifact.id }}
        search={sequence === undefined ? {} : { version: sequence }}
        inherit
        className={classes.name ?? ''}
      >
        <MiddleCut text={artifact.name} />
      </TextLink>
      <span>{sequence === undefined ? 'version not known' : `v${sequence}`}</span>
      {observation.requested !== undefined && (
        <Text span size="sm" c="dimmed">
          {requestWords(observation, artifact)}
        </Text>
      )}
      {snapshot && <Digest digest={snapshot.snapshot.digest} />}
    </li>
  );
}
