import { ActionIcon, Input, NativeSelect, Select, Text } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useState } from 'react';

import {
  parseVersionRequest,
  resolveVersionRange,
  type VersionRequest,
} from '../../operations/lineage/versionRange';
import type { ArtifactView, Workspace } from '../../operations/core/workspace';
import type { ArtifactId } from '../../versioning/records';
import { formatDay } from '../shared/formatTime';
import { KindIcon } from '../shared/KindIcon';
import { MiddleCut } from '../shared/MiddleCut';
import { renderNamed } from '../shared/renderNamed';
import type { PickedVersion } from './runForm';
import classes from './VersionPicker.module.css';

interface VersionPickerProps {
  readonly label: string;
  readonly hint: string;
  readonly workspace: Workspace;
  readonly picked: readonly PickedVersion[];
  readonly error: string | undefined;
  readonly onChange: (picked: readonly PickedVersion[]) => void;
}

/** The artifacts that can still be picked, by name. */
function notYetPicked(workspace: Workspace, picked: readonly PickedVersion[]) {
  return [...workspace.artifacts.values()]
    .filter(({ artifact }) => !picked.some(({ artifactId }) => artifactId === artifact.id))
    .map(({ artifact, name }) => ({ value: artifact.id as string, label: name }))
    .sort((a, b) => a.label.localeCompare(b.label));
}

/** Artifacts, each with the version that is meant: the latest unless told. */
export function VersionPicker({ label, hint, workspace, picked, error, onChange }: VersionPickerProps) {
  const [query, setQuery] = useState('');
  const offered = notYetPicked(workspace, picked);
  const request = parseVersionRequest(query);
  const inRange = request ? offeredInRange(workspace, offered, request) : null;
  const add = (artifactId: string | null): void => {
    const view = workspace.artifacts.get(artifactId as ArtifactId);
    if (!view) return;
    const version = request ? resolveVersionRange(view, request.range) : view.snapshots.at(-1);
    onChange([
      ...picked,
      {
        artifactId: view.artifact.id,
        snapshotId: version?.snapshot.id ?? null,
        ...(request ? { requested: request.range } : {}),
      },
    ]);
    setQuery('');
  };
  return (
    <Input.Wrapper label={label} description={hint} labelElement="div" error={error}>
      <div style={{ marginTop: 6 }}>
        {picked.length > 0 && (
          <ul className={classes.list} aria-label={label}>
            {picked.map((version) => (
              <PickedLine
                key={version.artifactId}
                view={workspace.artifacts.get(version.artifactId)}
                version={version}
                onChange={(next) => onChange(picked.map((other) => (other === version ? next : other)))}
                onRemove={() => onChange(picked.filter((other) => other !== version))}
              />
            ))}
          </ul>
        )}
        <Select
          aria-label={`Add to ${label.toLowerCase()}`}
          placeholder="Add an artifact, or one in a range: trips.csv@^2.1"
          searchable
          limit={50}
          value={null}
          searchValue={query}
          onSearchChange={setQuery}
          data={inRange ?? offered}
          renderOption={renderNamed(inRange ?? offered)}
          {...(inRange ? { filter: ({ options }) => options } : {})}
          onChange={add}
          nothingFoundMessage={
            request
              ? `No version of an artifact like ${request.name} is in ${request.range}.`
              : 'No such artifact. Drop its file first.'
          }
          error={error !== undefined}
        />
      </div>
    </Input.Wrapper>
  );
}

interface Offered {
  readonly value: string;
  readonly label: string;
}

/** Those whose name has the words asked for, each with the version that the range gives. */
function offeredInRange(
  workspace: Workspace,
  offered: readonly Offered[],
  { name, range }: VersionRequest,
): Offered[] {
  const words = name.toLowerCase().split(/\s+/);
  return offered.flatMap(({ value, label }) => {
    const lower = label.toLowerCase();
    const view = workspace.artifacts.get(value as ArtifactId);
    const found =
      view && words.every((word) => lower.includes(word)) ? resolveVersionRange(view, range) : null;
    if (!found) return [];
    return [{ value, label: `${label} v${found.snapshot.sequence} · ${found.semanticVersion?.version}` }];
  });
}

interface PickedLineProps {
  readonly view: ArtifactView | undefined;
  readonly version: PickedVersion;
  readonly onChange: (version: PickedVersion) => void;
  readonly onRemove: () => void;
}

function PickedLine({ view, version, onChange, onRemove }: PickedLineProps) {
  if (!view) return null;
  const versions = view.snapshots.toReversed().map(({ snapshot, semanticVersion }) => ({
    value: snapshot.id as string,
    label: [`v${snapshot.sequence}`, semanticVersion?.version, formatDay(snapshot.createdAt)]
      .filter(Boolean)
      .join(' · '),
  }));
  return (
    <li className={classes.line}>
      <KindIcon kind={view.artifact.kind} />
      <MiddleCut text={view.name} />
      {version.requested !== undefined && (
        <Text span size="xs" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
          asked for {version.requested}
        </Text>
      )}
      <NativeSelect
        aria-label={`Version of ${view.name}`}
        size="xs"
        value={version.snapshotId ?? ''}
        data={[...versions, { value: '', label: 'Version not known' }]}
        onChange={(event) => {
          const chosen = view.snapshots.find(({ snapshot }) => snapshot.id === event.currentTarget.value);
          onChange({ ...version, snapshotId: chosen?.snapshot.id ?? null });
        }}
      />
      <ActionIcon variant="subtle" color="gray" aria-label={`Remove ${view.name}`} onClick={onRemove}>
        <IconX size={16} aria-hidden />
      </ActionIcon>
    </li>
  );
}
