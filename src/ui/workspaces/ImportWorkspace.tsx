import { Alert, Button, FileButton, Group, Radio, ScrollArea, Select, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconAlertTriangle, IconFileImport } from '@tabler/icons-react';
import { useState } from 'react';

import { describeConflict, type MergeConflict } from '../../operations/core/mergeConflicts';
import {
  firstWorkspaceId,
  liveWorkspaces,
  parseWorkspaceColour,
  type WorkspaceEntry,
} from '../../operations/workspaces/workspaces';
import type { OperationFailure } from '../../operations/core/outcome';
import type { LookedAt, Workspaces } from '../../state/workspaces';
import { FailureNotice } from '../shared/FailureNotice';
import { formatBytes, formatCounted } from '../shared/format';
import { WorkspaceMark } from './WorkspaceMark';
import classes from './Workspaces.module.css';
import { goToWorkspace } from './workspaceAddress';

interface ImportWorkspaceProps {
  readonly workspaces: Workspaces;
  readonly entries: readonly WorkspaceEntry[];
  readonly current: WorkspaceEntry | null;
  readonly onClose: () => void;
}

/** Takes in a workspace file, or a bundle: as a workspace of its own, or merged into one that is here. */
export function ImportWorkspace({ workspaces, entries, current, onClose }: ImportWorkspaceProps) {
  const [chosen, setChosen] = useState<{ readonly file: File; readonly looked: LookedAt } | null>(null);
  const [failure, setFailure] = useState<OperationFailure | null>(null);
  const choose = async (file: File | null): Promise<void> => {
    if (!file) return;
    const looked = await workspaces.look(file);
    setFailure(looked.ok ? null : looked.error);
    setChosen(looked.ok ? { file, looked: looked.value } : null);
  };
  return (
    <Stack gap="md">
      <Text size="sm" c="dimmed">
        A workspace file (<code>.tar</code>), with the bytes that were kept, or a Throughline bundle (
        <code>.json</code>), without. It is checked to its end before anything of it is taken. As a workspace
        of its own it is a new one each time; merged again, it changes nothing.
      </Text>
      <div>
        <FileButton
          accept=".tar,.json,application/x-tar,application/json"
          onChange={(file) => void choose(file)}
        >
          {(props) => (
            <Button variant="default" leftSection={<IconFileImport size={16} aria-hidden />} {...props}>
              {chosen ? 'Choose another file' : 'Choose a file'}
            </Button>
          )}
        </FileButton>
      </div>
      {failure && <FailureNotice title="This cannot be imported" failure={failure} />}
      {chosen && (
        <ImportChoice
          key={chosen.file.name + String(chosen.file.lastModified)}
          {...chosen}
          workspaces={workspaces}
          entries={entries}
          current={current}
          onClose={onClose}
        />
      )}
    </Stack>
  );
}

interface ImportChoiceProps extends ImportWorkspaceProps {
  readonly file: File;
  readonly looked: LookedAt;
}

function ImportChoice(props: ImportChoiceProps) {
  const { file, looked, onClose } = props;
  const { live, way, intoId, into, isImporting, failure, change, take } = useImport(props);
  const conflicts = failure?.kind === 'bundleConflict' ? failure.conflicts : [];
  return (
    <Stack gap="md">
      <Contents file={file} looked={looked} />
      <Radio.Group label="Where to" value={way} onChange={(next) => change(next, intoId)}>
        <Stack gap={8} mt={6}>
          <Radio value="own" label="As a workspace of its own" />
          <Radio value="merge" label="Merged into a workspace that is here" />
        </Stack>
      </Radio.Group>
      {way === 'merge' && (
        <Select
          label="Workspace"
          data={live.map(({ id, name }) => ({ value: id as string, label: name }))}
          value={intoId}
          onChange={(id) => change('merge', id)}
          allowDeselect={false}
        />
      )}
      {conflicts.length > 0 && into ? (
        <Conflicts conflicts={conflicts} name={into.name} />
      ) : (
        failure && <FailureNotice title="Nothing was imported" failure={failure} />
      )}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          {isImporting ? 'Go on in the background' : 'Cancel'}
        </Button>
        <Button loading={isImporting} onClick={() => void take(conflicts.length > 0)}>
          {conflicts.length > 0 ? 'Merge what fits' : way === 'own' ? 'Import' : 'Merge'}
        </Button>
      </Group>
    </Stack>
  );
}

/** Where a file goes, and how that went. */
function useImport({ file, looked, workspaces, entries, current, onClose }: ImportChoiceProps) {
  const live = liveWorkspaces(entries);
  // Every device has a first workspace: that two are the first says nothing.
  const same = live.find(({ id }) => id === looked.label?.id && id !== firstWorkspaceId);
  const [way, setWay] = useState<'own' | 'merge'>(same ? 'merge' : 'own');
  const [intoId, setIntoId] = useState<string | null>((same ?? current ?? live[0])?.id ?? null);
  const [isImporting, setIsImporting] = useState(false);
  const [failure, setFailure] = useState<OperationFailure | null>(null);
  const into = way === 'merge' ? (live.find(({ id }) => id === intoId) ?? null) : null;
  const take = async (isLeavingOut: boolean): Promise<void> => {
    setIsImporting(true);
    setFailure(null);
    const taken = await workspaces.importFile(file, into, isLeavingOut);
    setIsImporting(false);
    if (!taken) return;
    if (!taken.ok) {
      setFailure(taken.error);
      return;
    }
    onClose();
    if (taken.value.id !== current?.id) goToWorkspace(taken.value.id);
    notifications.show({ message: `${file.name} is in ${taken.value.name}` });
  };
  const change = (next: 'own' | 'merge', id: string | null): void => {
    setWay(next);
    setIntoId(id);
    setFailure(null);
  };
  return { live, way, intoId, into, isImporting, failure, change, take };
}

function Contents({
  file,
  looked: { label, fileCount, byteLength },
}: Pick<ImportChoiceProps, 'file' | 'looked'>) {
  return (
    <div className={classes.contents}>
      {label && (
        <WorkspaceMark entry={{ name: label.name, colour: parseWorkspaceColour(label.colour) ?? 'grey' }} />
      )}
      <div>
        <Text fw={600}>{label?.name ?? file.name}</Text>
        <div className={classes.facts}>
          {formatBytes(file.size)}
          {label === null
            ? ', without bytes'
            : fileCount === 0
              ? ', no bytes were kept'
              : `, with ${formatCounted(fileCount, 'kept file')} in ${formatBytes(byteLength)}`}
        </div>
      </div>
    </div>
  );
}

const shownConflicts = 200;

function Conflicts({
  conflicts,
  name,
}: {
  readonly conflicts: readonly MergeConflict[];
  readonly name: string;
}) {
  return (
    <Alert
      color="current"
      variant="light"
      icon={<IconAlertTriangle size={18} aria-hidden />}
      title={`${formatCounted(conflicts.length, 'conflict')} with ${name}: nothing was merged`}
    >
      <ScrollArea.Autosize mah={180} type="auto" viewportProps={{ tabIndex: 0, 'aria-label': 'Conflicts' }}>
        <ul className={classes.conflicts}>
          {conflicts.slice(0, shownConflicts).map((conflict) => {
            const words = describeConflict(conflict);
            return <li key={words}>{words}</li>;
          })}
          {conflicts.length > shownConflicts && (
            <li>and {formatCounted(conflicts.length - shownConflicts, 'more')}</li>
          )}
        </ul>
      </ScrollArea.Autosize>
      <Text size="sm" mt="xs">
        What is here stays as it is. <em>Merge what fits</em> takes the rest, and leaves out these and what
        refers to them. Or import the file as a workspace of its own.
      </Text>
    </Alert>
  );
}
