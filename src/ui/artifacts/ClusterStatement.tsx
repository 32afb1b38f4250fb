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

/** What a person says of the table and of how its rows come back; `by` is empty where one row is for all. */
interface StatementChoices {
  readonly table: string;
  readonly by: string;
  readonly isText: boolean;
}

/** The statement that profiles a table of these columns where it lies. */
export function ClusterStatement({ columns, onClose }: ClusterStatementProps) {
  const [choices, setChoices] = useState<StatementChoices>({ table: 'the_table', by: '', isText: false });
  const statement = useMemo(() => statementOf(columns, choices), [columns, choices]);
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
        <Choices columns={columns} choices={choices} onChange={setChoices} />
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

interface ChoicesProps {
  readonly columns: readonly ColumnSchema[];
  readonly choices: StatementChoices;
  readonly onChange: (choices: StatementChoices) => void;
}

function Choices({ columns, choices, onChange }: ChoicesProps) {
  return (
    <Group gap="sm" align="flex-end">
      <TextInput
        label="Table or view"
        value={choices.table}
        onChange={(event) => onChange({ ...choices, table: event.currentTarget.value })}
      />
      <NativeSelect
        label="A row for each"
        data={[{ value: '', label: 'Whole table' }, ...columns.map(({ name }) => name)]}
        value={choices.by}
        onChange={(event) => onChange({ ...choices, by: event.currentTarget.value })}
      />
      <Checkbox
        label="Sketches as text, for CSV"
        checked={choices.isText}
        mb={8}
        onChange={(event) => onChange({ ...choices, isText: event.currentTarget.checked })}
      />
    </Group>
  );
}

function statementOf(columns: readonly ColumnSchema[], { table, by, isText }: StatementChoices): string {
  return sparkStatement({
    columns: columns.map(({ name, type }) => ({ name, type: sparkTypeOf(type) })),
    table: (table.trim() || 'the_table').split('.').map(quoted).join('.'),
    by: by === '' ? [] : [by],
    isText,
    ...usualSizes,
  });
}
