import { ActionIcon, Checkbox, NativeSelect, Table } from '@mantine/core';
import { IconX } from '@tabler/icons-react';

import type { ContractEdit } from '../../formats/odcs/editContract';
import type { OutlinedColumn } from '../../formats/odcs/outlineContract';
import { logicalTypes } from '../../gates/contract/logicalType';
import type { Json } from '../../lib/json';
import { WideTable } from '../shared/WideTable';
import { FieldText } from './FieldText';

interface ColumnsFormProps {
  readonly columns: readonly OutlinedColumn[];
  readonly onEdit: (...edits: readonly ContractEdit[]) => void;
}

const headings = ['Name', 'Type', 'Required', 'Unique', 'Key', 'Least', 'Most', 'Pattern', 'Classification'];

/** The columns of a table, a line a column. */
export function ColumnsForm({ columns, onEdit }: ColumnsFormProps) {
  return (
    <WideTable minWidth={980}>
      <Table verticalSpacing={4} horizontalSpacing={6} aria-label="Columns">
        <Table.Thead>
          <Table.Tr>
            {headings.map((heading) => (
              <Table.Th key={heading}>{heading}</Table.Th>
            ))}
            <Table.Td />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {columns.map((column) => (
            <ColumnLine key={column.pointer} column={column} onEdit={onEdit} />
          ))}
        </Table.Tbody>
      </Table>
    </WideTable>
  );
}

type Flag = 'required' | 'unique' | 'primaryKey';
type Word = 'name' | 'classification' | 'minimum' | 'maximum' | 'pattern';

const flagLabels: Readonly<Record<Flag, string>> = {
  required: 'Required',
  unique: 'Unique',
  primaryKey: 'Key',
};

interface ColumnLineProps extends Pick<ColumnsFormProps, 'onEdit'> {
  readonly column: OutlinedColumn;
}

function ColumnLine({ column, onEdit }: ColumnLineProps) {
  const { pointer, name, logicalType } = column;
  const set = (place: string, value: Json | null, before: boolean): void => {
    const at = `${pointer}/${place}`;
    if (value !== null) onEdit({ kind: 'set', pointer: at, value });
    else if (before) onEdit({ kind: 'remove', pointer: at });
  };
  const word = (of: Word, label: string, place: string = of, isNumber = false) => (
    <Table.Td>
      <FieldText
        isLabelHidden
        label={`${label} of ${name}`}
        value={column[of]}
        onValue={(text) => set(place, valueOf(text, isNumber), column[of] !== null)}
      />
    </Table.Td>
  );
  const types = logicalType === null || logicalTypes.has(logicalType) ? [] : [logicalType];
  return (
    <Table.Tr>
      {word('name', 'Name')}
      <Table.Td>
        <NativeSelect
          size="xs"
          miw={110}
          aria-label={`Type of ${name}`}
          value={logicalType ?? ''}
          data={[{ value: '', label: 'any' }, ...types, ...logicalTypes]}
          onChange={(event) => set('logicalType', event.currentTarget.value || null, logicalType !== null)}
        />
      </Table.Td>
      {(['required', 'unique', 'primaryKey'] as const).map((flag) => (
        <Table.Td key={flag}>
          <Checkbox
            size="xs"
            aria-label={`${flagLabels[flag]}: ${name}`}
            checked={column[flag]}
            onChange={(event) => set(flag, event.currentTarget.checked ? true : null, column[flag])}
          />
        </Table.Td>
      ))}
      {word('minimum', 'Least', 'logicalTypeOptions/minimum', true)}
      {word('maximum', 'Most', 'logicalTypeOptions/maximum', true)}
      {word('pattern', 'Pattern', 'logicalTypeOptions/pattern')}
      {word('classification', 'Classification')}
      <Table.Td>
        <ActionIcon
          size="sm"
          variant="subtle"
          color="gray"
          aria-label={`Remove ${name}`}
          onClick={() => onEdit({ kind: 'remove', pointer })}
        >
          <IconX size={14} aria-hidden />
        </ActionIcon>
      </Table.Td>
    </Table.Tr>
  );
}

/** Null of an empty text; a number where one is asked for and the text is one, so that it is written without quotes. */
function valueOf(text: string, isNumber: boolean): Json | null {
  if (text === '') return null;
  const number = Number(text);
  return isNumber && Number.isFinite(number) ? number : text;
}
