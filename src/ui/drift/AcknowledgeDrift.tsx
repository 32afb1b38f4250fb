import { Button, Group, Text, TextInput } from '@mantine/core';
import { useState, type SubmitEvent } from 'react';

import { judgedColumns, type JudgedColumn } from '../../operations/comparing/openDrift';
import type { SnapshotView, Workspace } from '../../operations/core/workspace';
import { useServices } from '../../state/services';
import { useActorNames } from '../audit/useActorNames';
import { formatCounted } from '../shared/format';
import { formatTime } from '../shared/formatTime';
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
  const [draft, setDraft] = useState<string | null>(null);
  const names = columns.map(({ name }) => name);
  const { sequence, id } = version.snapshot;
  const save = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const reason = (draft ?? '').trim();
    if (reason === '') return;
    const body = { kind: 'driftAcknowledged', columns: names, against, reason } as const;
    const done = await edit(`Drift of version ${sequence} acknowledged`, () => services.annotate(id, body));
    if (done) setDraft(null);
  };
  return (
    <Group gap="xs" mb="sm">
      <Text size="sm">
        {formatCounted(columns.length, 'drifted column')} nobody acknowledged: {shortList(names)}.
      </Text>
      {draft === null ? (
        <Button size="compact-sm" variant="default" onClick={() => setDraft('')}>
          Acknowledge
        </Button>
      ) : (
        <form onSubmit={(event) => void save(event)} style={{ flex: '1 1 260px' }}>
          <Group gap="xs">
            <TextInput
              aria-label={`Why the drift of version ${sequence} is all right`}
              placeholder="Why this is all right"
              value={draft}
              required
              maxLength={500}
              // oxlint-disable-next-line jsx-a11y/no-autofocus -- a press on the button asked for it
              autoFocus
              onChange={(event) => setDraft(event.currentTarget.value)}
              onKeyDown={(event) => {
                if (event.key === 'Escape') setDraft(null);
              }}
              style={{ flex: 1, minWidth: 160 }}
            />
            <Button type="submit">Acknowledge</Button>
            <Button variant="default" onClick={() => setDraft(null)}>
              Cancel
            </Button>
          </Group>
        </form>
      )}
    </Group>
  );
}

function shortList(names: readonly string[]): string {
  const more = names.length - 3;
  return more > 0 ? `${names.slice(0, 3).join(', ')} and ${more} more` : names.join(', ');
}
