import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';

import { judgedColumns, type JudgedColumn } from '../../operations/comparing/openDrift';
import type { SnapshotView, Workspace } from '../../operations/core/workspace';
import { useServices } from '../../state/services';
import { useActorNames } from '../audit/useActorNames';
import { formatCounted } from '../shared/format';
import { formatTime } from '../shared/formatTime';
import { ReasonForm } from '../shared/ReasonForm';
import { useEdit } from '../shared/useEdit';
import { useVersionDrift } from './useVersionDrift';

interface AcknowledgeDriftProps {
  readonly workspace: Workspace;
  readonly version: SnapshotView;
}

/** Which drifted columns nobody looked at yet, with a way to say why they are all right; and who said so of the others. */
export function AcknowledgeDrift({ workspace, version }: AcknowledgeDriftProps) {
  const { drift, baseline } = useVersionDrift(workspace, version);
  const nameOf = useActorNames();
  if (!drift || drift.drifted.length === 0) return null;
  const columns = judgedColumns(version, baseline, drift);
  const open = columns.filter(({ acknowledged }) => acknowledged === null);
  const said = new Map(
    columns.flatMap(({ acknowledged }) => (acknowledged ? [[acknowledged, acknowledged]] : [])),
  );
  return (
    <>
      {[...said.keys()].map((acknowledged) => (
        <Text key={acknowledged.at} size="sm" mb={4} title={formatTime(acknowledged.at)}>
          {acknowledged.columns.join(', ')}: acknowledged by {nameOf(acknowledged.actor)}, “
          {acknowledged.reason}”
        </Text>
      ))}
      {open.length > 0 && (
        <Acknowledge
          key={version.snapshot.id}
          version={version}
          columns={open}
          against={baseline.versions.map(({ snapshot }) => snapshot.id)}
        />
      )}
    </>
  );
}

interface AcknowledgeProps {
  readonly version: SnapshotView;
  readonly columns: readonly JudgedColumn[];
  readonly against: readonly SnapshotView['snapshot']['id'][];
}

function Acknowledge({ version, columns, against }: AcknowledgeProps) {
  const services = useServices();
  const edit = useEdit();
  const [isAsked, setIsAsked] = useState(false);
  const names = columns.map(({ name }) => name);
  const { sequence, id } = version.snapshot;
  const save = async (reason: string): Promise<void> => {
    const body = { kind: 'driftAcknowledged', columns: names, against, reason } as const;
    const done = await edit(`Drift of version ${sequence} acknowledged`, () => services.annotate(id, body));
    if (done) setIsAsked(false);
  };
  return (
    <Group gap="xs" mb="sm">
      <Text size="sm">
        {formatCounted(columns.length, 'drifted column')} nobody acknowledged: {shortList(names)}.
      </Text>
      {isAsked ? (
        <ReasonForm
          label={`Why the drift of version ${sequence} is all right`}
          placeholder="Why this is all right"
          action="Acknowledge"
          onSave={save}
          onCancel={() => setIsAsked(false)}
        />
      ) : (
        <Button size="compact-sm" variant="default" onClick={() => setIsAsked(true)}>
          Acknowledge
        </Button>
      )}
    </Group>
  );
}

function shortList(names: readonly string[]): string {
  const more = names.length - 3;
  return more > 0 ? `${names.slice(0, 3).join(', ')} and ${more} more` : names.join(', ');
}
