import { Alert, Table, Text } from '@mantine/core';

import type { Reading, ReadWarning } from '../../table/reading';
import { formatCount } from '../shared/format';
import { WideTable } from '../shared/WideTable';
import { schemaChanges } from './schemaChanges';

interface SchemaTableProps {
  readonly reading: Reading;
  readonly parent: Reading | null;
}

export function SchemaTable({ reading, parent }: SchemaTableProps) {
  const changes = schemaChanges(parent, reading);
  const isChanged = changes.some(({ words }) => words !== '');
  return (
    <>
      {reading.warnings.length > 0 && (
        <Alert variant="light" color="yellow" title="Read with care" mb="md">
          {reading.warnings.map((warning) => (
            <div key={JSON.stringify(warning)}>{warningWords(warning)}</div>
          ))}
        </Alert>
      )}
      <WideTable minWidth={360}>
        <Table verticalSpacing={6}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Column</Table.Th>
              <Table.Th>Type</Table.Th>
              <Table.Th>Missing values</Table.Th>
              {parent !== null && <Table.Th>Since the version before</Table.Th>}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {changes.map(({ name, current, before, words }) => {
              const column = current ?? before;
              return (
                <Table.Tr key={`${name} ${words}`}>
                  <Table.Td>{current === null ? <s>{name}</s> : name}</Table.Td>
                  <Table.Td>{column?.type}</Table.Td>
                  <Table.Td>{column?.nullable === true ? 'allowed' : 'none'}</Table.Td>
                  {parent !== null && (
                    <Table.Td>
                      {words === '' ? (
                        <Text span inherit c="dimmed">
                          Same
                        </Text>
                      ) : (
                        words
                      )}
                    </Table.Td>
                  )}
                </Table.Tr>
              );
            })}
          </Table.Tbody>
        </Table>
      </WideTable>
      {parent !== null && !isChanged && (
        <Text size="sm" c="dimmed" mt="xs">
          The same columns as in the version before.
        </Text>
      )}
    </>
  );
}

function warningWords(warning: ReadWarning): string {
  switch (warning.kind) {
    case 'skippedRows':
      return `${formatCount(warning.count)} rows were skipped, the first at line ${warning.firstLines.map(formatCount).join(', ')}.`;
    case 'mixedColumn':
      return `${warning.column}: ${warning.detail}`;
    case 'decimalComma':
      return `${warning.column}: ${formatCount(warning.count)} values have a decimal comma and are kept as text.`;
    case 'leadingZeros':
      return `${warning.column}: ${formatCount(warning.count)} values begin with zeros and are kept as text.`;
    case 'bigIntegers':
      return `${warning.column}: ${formatCount(warning.count)} integers are past 2^53; they are kept exact.`;
    case 'looseNumbers':
      return `${warning.column}: ${formatCount(warning.count)} numbers are written with blanks, a plus or a bare point.`;
    case 'duplicateColumnName':
      return `The column name ${warning.column} stands twice; the second is shown as ${warning.renamedTo}.`;
    case 'other':
      return warning.message;
  }
}
