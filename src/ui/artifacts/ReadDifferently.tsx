import {
  Button,
  Checkbox,
  Group,
  Modal,
  Select,
  SimpleGrid,
  Stack,
  TagsInput,
  Text,
  TextInput,
} from '@mantine/core';
import { useEffect, useState } from 'react';

import type { TextPreview } from '../../formats/csv/previewText';
import { describeFailure } from '../../operations/core/describeFailure';
import { describeDialect } from '../../operations/taking/describeReading';
import { useServices } from '../../state/services';
import { defaultReadOptions, type ReadOptions } from '../../table/schema';
import type { SnapshotId } from '../../versioning/records';
import { formatCounted } from '../shared/format';
import { WideTable } from '../shared/WideTable';
import { choicesOf, optionsOf, readingFields, type ReadingChoices } from './readingChoices';
import classes from './ReadDifferently.module.css';

interface ReadDifferentlyProps {
  readonly snapshotId: SnapshotId;
  readonly title: string;
  /** Those of the reading in use. */
  readonly options: ReadOptions | null;
  readonly onRead: (options: ReadOptions) => void;
  readonly onClose: () => void;
}

/** Every part of how a text is read, as found until it is chosen, with a preview that follows each choice. */
export function ReadDifferently({ snapshotId, title, options, onRead, onClose }: ReadDifferentlyProps) {
  const [choices, setChoices] = useState(() => choicesOf(options ?? defaultReadOptions));
  const change = (changed: Partial<ReadingChoices>): void => setChoices({ ...choices, ...changed });
  const chosen = optionsOf(choices);
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={`Read ${title} differently`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Stack gap="md">
        <SimpleGrid cols={{ base: 2, sm: 4 }} spacing="sm">
          {readingFields.map(({ name, label, values }) => (
            <Select
              key={name}
              size="xs"
              label={label}
              allowDeselect={false}
              data={[{ value: '', label: 'As found' }, ...values]}
              value={choices[name]}
              onChange={(value) => change({ [name]: value ?? '' })}
              comboboxProps={{ withinPortal: true }}
            />
          ))}
          <WrittenChoices choices={choices} onChange={change} />
        </SimpleGrid>
        <RowChoices choices={choices} onChange={change} />
        <Preview version={{ snapshotId, title }} options={chosen} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            onClick={() => {
              onRead(chosen);
              onClose();
            }}
          >
            Read this way
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

interface ChoicesProps {
  readonly choices: ReadingChoices;
  readonly onChange: (changed: Partial<ReadingChoices>) => void;
}

/** What is written by hand, and not chosen of a list. */
function WrittenChoices({ choices, onChange }: ChoicesProps) {
  return (
    <>
      <TextInput
        size="xs"
        label="Other delimiter"
        value={choices.otherDelimiter}
        onChange={(event) => onChange({ otherDelimiter: event.currentTarget.value })}
      />
      <TextInput
        size="xs"
        label="Lines before the table"
        placeholder="As found"
        inputMode="numeric"
        value={choices.skipLines}
        error={/^\d*$/.test(choices.skipLines) ? undefined : 'A whole number'}
        onChange={(event) => onChange({ skipLines: event.currentTarget.value })}
      />
      <TagsInput
        size="xs"
        label="Null texts"
        placeholder="NA, then Enter"
        value={[...choices.nullTexts]}
        onChange={(nullTexts) => onChange({ nullTexts })}
      />
    </>
  );
}

function RowChoices({ choices, onChange }: ChoicesProps) {
  const boxes = [
    ['padShortRows', 'Pad short rows'],
    ['dropEmptyCells', 'Drop surplus empty cells'],
    ['skipBadRows', 'Leave bad rows out'],
    ['allowManyBadRows', 'However many they are'],
    ['readWholeFile', 'Read past a second table and notes'],
  ] as const;
  return (
    <Group gap="md" component="fieldset" className={classes.rows}>
      <legend>Rows that do not fit</legend>
      {boxes.map(([name, label]) => (
        <Checkbox
          key={name}
          size="xs"
          label={label}
          disabled={name === 'allowManyBadRows' && !choices.skipBadRows}
          checked={choices[name]}
          onChange={(event) => onChange({ [name]: event.currentTarget.checked })}
        />
      ))}
    </Group>
  );
}

interface PreviewProps {
  readonly version: { readonly snapshotId: SnapshotId; readonly title: string };
  readonly options: ReadOptions;
}

function Preview({ version, options }: PreviewProps) {
  const services = useServices();
  const [shown, setShown] = useState<TextPreview | string | null>(null);
  const { snapshotId, title } = version;
  const asked = JSON.stringify(options);
  useEffect(() => {
    let isCurrent = true;
    const read = async (): Promise<void> => {
      const preview = await services.previewReading({ snapshotId, title }, JSON.parse(asked) as ReadOptions);
      if (isCurrent) setShown(preview.ok ? preview.value : describeFailure(preview.error));
    };
    void read();
    return () => {
      isCurrent = false;
    };
  }, [services, snapshotId, title, asked]);
  if (shown === null) return <Text size="sm">Reading the first rows…</Text>;
  if (typeof shown === 'string')
    return (
      <Text size="sm" c="var(--tl-bad-text)" role="status">
        {shown}
      </Text>
    );
  const { dialect, columnNames, rows, badRowCount } = shown;
  return (
    <div>
      <Text size="sm" role="status">
        {describeDialect(dialect)}
        {badRowCount > 0 && `; ${formatCounted(badRowCount, 'row')} of the beginning do not fit`}
      </Text>
      <WideTable minWidth={360}>
        <table className={classes.preview}>
          <thead>
            <tr>
              {columnNames.map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((cells, row) => (
              // oxlint-disable-next-line react/no-array-index-key -- rows have no other name than their place
              <tr key={row}>
                {columnNames.map((name, column) => (
                  <td key={name}>{cells[column]}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </WideTable>
    </div>
  );
}
