import { Button, Text } from '@mantine/core';
import { useState } from 'react';

import type { KeySearch } from '../../operations/bytes/searchKey';
import { keyFindings, type KeyFindings, type KeyVersion } from '../../operations/contracts/keyFindings';
import type { Workspace } from '../../operations/core/workspace';
import { useServices } from '../../state/services';
import { nameOfKey } from '../lineage/nodeFacts';
import { formatBytes, formatCount, formatCounted } from '../shared/format';
import { kindNames } from '../shared/kindNames';
import { ReasonForm } from '../shared/ReasonForm';
import { TextLink } from '../shared/TextLink';
import { useEdit } from '../shared/useEdit';
import classes from './Storage.module.css';

/** More are counted. */
const shownMost = 50;

/** What a search for a key gave: versions, what was made of them, what stays said, and freeing the bytes. */
export function FoundKey({ found, workspace }: { readonly found: KeySearch; readonly workspace: Workspace }) {
  const { versions, downstream } = keyFindings(workspace, found.hits);
  const looked = `${formatCounted(found.fileCount, 'kept file')}, ${formatBytes(found.byteLength)}`;
  const stays = staying(found);
  return (
    <div role="status">
      <Text size="sm" mb={8}>
        {versions.length === 0
          ? `No version has it, of ${looked}.`
          : `${formatCounted(versions.length, 'version has', 'versions have')} it, of ${looked}.`}
        {found.notHere.length > 0 &&
          ` The bytes of ${formatCounted(found.notHere.length, 'version')} are not stored here and could not be searched.`}
      </Text>
      {found.unread.map(({ name, why }) => (
        <Text key={name} size="sm" c="bad">
          {name} could not be searched: {why}
        </Text>
      ))}
      <Versions versions={versions} />
      <Downstream downstream={downstream} workspace={workspace} />
      {stays !== '' && (
        <Text size="sm" mt={12}>
          Freeing bytes leaves what records say. {stays} To be rid of these, delete the artifact, or the
          workspace.
        </Text>
      )}
      {versions.length > 0 && <FreeThem found={found} count={versions.length} />}
    </div>
  );
}

function Versions({ versions }: { readonly versions: readonly KeyVersion[] }) {
  return (
    <>
      <ul className={classes.findings} aria-label="Versions with the key">
        {versions.slice(0, shownMost).map((version) => (
          <li key={`${version.name} ${version.inside}`}>
            <TextLink
              to="/artifacts/$artifactId"
              params={{ artifactId: version.artifact.artifact.id }}
              search={{ version: version.view.snapshot.sequence }}
            >
              {version.name}
            </TextLink>
            {` · ${placeWords(version)}`}
          </li>
        ))}
      </ul>
      {versions.length > shownMost && (
        <Text size="sm">and {formatCounted(versions.length - shownMost, 'more version')}</Text>
      )}
    </>
  );
}

function Downstream({
  downstream,
  workspace,
}: Pick<KeyFindings, 'downstream'> & { readonly workspace: Workspace }) {
  if (downstream.length === 0) return null;
  return (
    <>
      <Text size="sm" fw={600} mt={12}>
        Made from these · {formatCount(downstream.length)}
      </Text>
      <ul className={classes.findings} aria-label="Made from versions with the key">
        {downstream.slice(0, shownMost).map(({ key, artifact, certainty }) => (
          <li key={key}>
            {certainty === 'possible' && 'possibly '}
            <TextLink to="/lineage" search={{ select: key }}>
              {nameOfKey(workspace, key)}
            </TextLink>
            {` · ${kindNames[artifact.artifact.kind].toLowerCase()}`}
          </li>
        ))}
      </ul>
    </>
  );
}

function placeWords({ hit, inside }: KeyVersion): string {
  const place = inside === '' ? '' : `${inside}: `;
  if (hit.columns === null) return `${place}${formatCounted(hit.count, 'place')} in its bytes`;
  const columns = hit.columns.map(({ name }) => name).join(', ');
  return `${place}${formatCounted(hit.count, 'row')} in ${columns}`;
}

function staying({ named: { profiles, measurements, verdicts, events } }: KeySearch): string {
  const parts = [
    ...(profiles > 0
      ? [`${formatCounted(profiles, 'profile')} (most frequent values, least or greatest)`]
      : []),
    ...(measurements > 0 ? [formatCounted(measurements, 'measurement')] : []),
    ...(verdicts > 0 ? [formatCounted(verdicts, 'verdict')] : []),
    ...(events > 0 ? [formatCounted(events, 'imported event')] : []),
  ];
  return parts.length === 0 ? '' : `The key stays in ${parts.join(', ')}.`;
}

function FreeThem({ found, count }: { readonly found: KeySearch; readonly count: number }) {
  const { storage } = useServices();
  const edit = useEdit();
  const [isAsked, setIsAsked] = useState(false);
  const byteLength = found.hits.reduce((sum, hit) => sum + hit.byteLength, 0);
  if (!isAsked)
    return (
      <Button mt={12} variant="default" onClick={() => setIsAsked(true)}>
        Free these bytes, {formatBytes(byteLength)}
      </Button>
    );
  return (
    <>
      <Text size="sm" my={8}>
        Versions, digests and profiles stay. The bytes can be put back until the freed files are emptied for
        good, below. The reason goes into the log: leave the key out of it.
      </Text>
      <ReasonForm
        label="Why these bytes are freed"
        placeholder="Request for erasure 17"
        action="Free these bytes"
        onCancel={() => setIsAsked(false)}
        onSave={async (reason) => {
          const digests = found.hits.map(({ digest }) => digest);
          const done = await edit(`Freed the bytes of ${formatCounted(count, 'version')}`, () =>
            storage.freeFound(digests, reason),
          );
          if (done) setIsAsked(false);
        }}
      />
    </>
  );
}
