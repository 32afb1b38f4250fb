import { Checkbox, Group, Modal, NativeSelect, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useMemo, useState } from 'react';

import { usualSizes } from '../../formats/profileRows/profileHeader';
import { quoted, sparkStatement } from '../../formats/profileRows/sparkStatement';
import { sparkTypeOf } from '../../formats/profileRows/sparkTypes';
import type { ColumnSchema } from '../../table/schema';
import { CopyButton } from '../shared/CopyButton';

interface ClusterStatementProps {
  readonly columns: readonly ColumnSchema[];
  readonly onClose: () => void;
}

/** The statement that profiles a table of these columns where it lies. */
export function ClusterStatement({ columns, onClose }: ClusterStatementProps) {
  const [table, setTable] = useState('the_table');
  const [by, setBy] = useState('');
  const [isText, setIsText] = useState(false);
  const statement = useMemo(
    () =>
      sparkStatement({
        columns: columns.map(({ name, type }) => ({ name, type: sparkTypeOf(type) })),
        table: (table.trim() || 'the_table').split('.').map(quoted).join('.'),
        by: by === '' ? [] : [by],
        isText,
        ...usualSizes,
      }),
    [columns, table, by, isText],
  );
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title="Profile a table where it lies"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Stack gap="md">
        <Text size="sm">
          Run this statement in Spark 4.1 or later, and drop the rows that it gives, as Parquet or JSON lines.
          They open as a version with its profile. Your data stays where it is.
        </Text>
        <Group gap="sm" align="flex-end">
          <TextInput
            label="Table or view"
            value={table}
            onChange={(event) => setTable(event.currentTarget.value)}
          />
          <NativeSelect
            label="A row for each"
            data={[{ value: '', label: 'Whole table' }, ...columns.map(({ name }) => name)]}
            value={by}
            onChange={(event) => setBy(event.currentTarget.value)}
          />
          <Checkbox
            label="Sketches as text, for CSV"
            checked={isText}
            mb={8}
            onChange={(event) => setIsText(event.currentTarget.checked)}
          />
        </Group>
        <Textarea
          label="Statement"
          value={statement}
          readOnly
          rows={12}
          spellCheck={false}
          styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 12 } }}
        />
        <Group justify="flex-end">
          <CopyButton text={statement} label="Copy the statement" />
        </Group>
      </Stack>
    </Modal>
  );
}
