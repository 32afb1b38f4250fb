import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';

import { readingResultWords } from '../../operations/taking/readingWords';
import type { SnapshotView } from '../../operations/core/workspace';
import { defaultReadOptions, type ReadOptions } from '../../table/schema';

interface ReadAnotherTableProps {
  readonly version: SnapshotView;
  readonly title: string;
  readonly onRead: (options: ReadOptions) => void;
  readonly onClose: () => void;
}

/** Which table of a database, or sheet of a workbook, a version is read as; what its reading says of the others stands above. */
export function ReadAnotherTable({ version, title, onRead, onClose }: ReadAnotherTableProps) {
  const { reading, failedReading } = version;
  const inUse = reading ?? failedReading;
  const [table, setTable] = useState(inUse?.options.table ?? '');
  const word = wordForTable(inUse?.format);
  const read = (): void => {
    onRead({ ...defaultReadOptions, ...(table.trim() === '' ? {} : { table: table.trim() }) });
    onClose();
  };
  const said = [
    ...(reading?.warnings ?? []).flatMap((warning) => (warning.kind === 'other' ? [warning.message] : [])),
    ...(failedReading ? [readingResultWords(failedReading)] : []),
  ];
  return (
    <Modal
      opened
      onClose={onClose}
      title={`Read another ${word} of ${title}`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          read();
        }}
      >
        <Stack gap="md">
          {said.map((words) => (
            <Text key={words} size="sm">
              {words}
            </Text>
          ))}
          <TextInput
            label={word === 'sheet' ? 'Sheet' : 'Table'}
            placeholder="The first one"
            data-autofocus
            value={table}
            onChange={(event) => setTable(event.currentTarget.value)}
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit">Read this {word}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

/** What the tables of a file are called. */
export function wordForTable(format: string | undefined): 'sheet' | 'table' {
  return format === 'xlsx' ? 'sheet' : 'table';
}
