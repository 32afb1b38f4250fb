import { Button, Group } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';

import { optionsAround } from '../../operations/bytes/readAround';
import { addedWords, readingResultWords, readingWords } from '../../operations/taking/readingWords';
import type { SnapshotView, Workspace } from '../../operations/core/workspace';
import { useServices } from '../../state/services';
import type { ReadOptions } from '../../table/schema';
import { showDone, showFailure, useEdit } from '../shared/useEdit';
import { ReadAnotherTable, wordForTable } from './ReadAnotherTable';
import { ReadDifferently } from './ReadDifferently';
import classes from './ReadingFact.module.css';

interface ReadingFactProps {
  readonly version: SnapshotView;
  readonly workspace: Workspace;
}

/** Whether there is anything to say of how a version was read. */
export function isReadAsTable({ readings }: SnapshotView): boolean {
  return readings.length > 0;
}

/** How a version was read as a table, why it could not be, and its other readings; each can be put into use. */
export function ReadingFact({ version, workspace }: ReadingFactProps) {
  const inUse = version.reading ?? version.failedReading;
  return (
    <div className={classes.fact}>
      <span>{inUse ? readingWords(inUse) : 'not read as a table'}</span>
      {version.failedReading && (
        <span className={classes.failure}>{capitalised(readingResultWords(version.failedReading))}</span>
      )}
      <ReadButtons version={version} workspace={workspace} />
      <OtherReadings version={version} workspace={workspace} />
    </div>
  );
}

function ReadButtons({ version, workspace }: ReadingFactProps) {
  const readAgain = useReadAgain(version, workspace);
  const [isChoosing, setIsChoosing] = useState(false);
  const { failedReading, bytes, snapshot } = version;
  // A table in parts is read where its folder is dropped.
  if (snapshot.content === 'directory') return null;
  if (bytes.kind !== 'here' && bytes.kind !== 'freed')
    return (
      <span className={classes.quiet}>
        Its bytes are not kept: drop {snapshot.source.kind === 'drop' ? snapshot.source.path : 'the file'}{' '}
        again to read it again
      </span>
    );
  const around = failedReading && optionsAround(failedReading);
  return (
    <Group gap={6} component="span">
      {around && (
        <Button size="compact-xs" variant="default" onClick={() => readAgain(around)}>
          Leave bad rows out
        </Button>
      )}
      <Button
        size="compact-xs"
        variant="default"
        title="Reads its kept bytes by today’s readers; what older readings said stays"
        onClick={() => readAgain(null)}
      >
        Read again
      </Button>
      {isText(version) && (
        <Button size="compact-xs" variant="default" onClick={() => setIsChoosing(true)}>
          Read differently
        </Button>
      )}
      {isDatabase(version) && (
        <Button size="compact-xs" variant="default" onClick={() => setIsChoosing(true)}>
          Read another {wordForTable((version.reading ?? failedReading)?.format)}
        </Button>
      )}
      {isChoosing && isDatabase(version) && (
        <ReadAnotherTable
          version={version}
          title={titleOf(version, workspace)}
          onRead={readAgain}
          onClose={() => setIsChoosing(false)}
        />
      )}
      {isChoosing && isText(version) && (
        <ReadDifferently
          snapshotId={snapshot.id}
          title={titleOf(version, workspace)}
          options={(version.reading ?? failedReading)?.options ?? null}
          onRead={readAgain}
          onClose={() => setIsChoosing(false)}
        />
      )}
    </Group>
  );
}

/** Whether it is delimited text, which can be cut otherwise. */
function isText({ reading, failedReading }: SnapshotView): boolean {
  return /^[ct]sv(?:\.(?:gz|zst|zip))?$/.test((reading ?? failedReading)?.format ?? '');
}

function isDatabase({ reading, failedReading }: SnapshotView): boolean {
  return ['sqlite', 'xlsx'].includes((reading ?? failedReading)?.format ?? '');
}

function OtherReadings({ version, workspace }: ReadingFactProps) {
  const services = useServices();
  const edit = useEdit();
  const inUse = version.reading ?? version.failedReading;
  const others = version.readings.filter(({ key }) => key !== inUse?.key);
  if (others.length === 0) return null;
  const { id } = version.snapshot;
  const title = titleOf(version, workspace);
  return (
    <ul className={classes.readings} aria-label="Other readings">
      {others.map((reading) => (
        <li key={reading.key}>
          {readingWords(reading)}: {readingResultWords(reading)}{' '}
          <Button
            size="compact-xs"
            variant="subtle"
            aria-label={`Use this reading: ${readingWords(reading)}`}
            onClick={() =>
              void edit(`${title} is read as ${readingWords(reading)}`, () =>
                services.switchReading(id, reading.key),
              )
            }
          >
            Use this reading
          </Button>
        </li>
      ))}
    </ul>
  );
}

/** Reads the version's kept bytes again, by other options where they are given, and says what came of it. */
function useReadAgain(version: SnapshotView, workspace: Workspace): (options: ReadOptions | null) => void {
  const services = useServices();
  const { id: snapshotId, byteLength } = version.snapshot;
  const readAgain = async (options: ReadOptions | null): Promise<void> => {
    const title = titleOf(version, workspace);
    const read = await services.readAgain({ snapshotId, title, options }, byteLength ?? 0);
    if (read === null) return;
    if (!read.ok) {
      showFailure(read.error);
      return;
    }
    const { auditSequence, value } = read.value;
    if (value.place === 'inUse' && auditSequence !== null)
      showDone(addedWords(value), auditSequence, services);
    else notifications.show({ message: addedWords(value) });
  };
  return (options) => void readAgain(options);
}

function titleOf({ artifactId, snapshot }: SnapshotView, workspace: Workspace): string {
  return `${workspace.artifacts.get(artifactId)?.name ?? artifactId} v${snapshot.sequence}`;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
