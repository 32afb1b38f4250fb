import { Table } from '@mantine/core';

import type { Reading } from '../../table/reading';
import type { SchemaDiff } from '../../table/schemaDiff';
import { MiddleCut } from '../shared/MiddleCut';
import { WideTable } from '../shared/WideTable';
import classes from './SchemaDiffTable.module.css';
import { type SchemaLine, schemaLines } from './schemaLines';

interface SchemaDiffTableProps {
  readonly reference: Reading;
  readonly current: Reading;
  readonly diff: SchemaDiff;
}

/** Every column of either side, what changed first. */
export function SchemaDiffTable({ reference, current, diff }: SchemaDiffTableProps) {
  const lines = schemaLines(reference.columns, current.columns, diff);
  const isChanged = lines.some((line) => line.change !== 'same');
  return (
    <>
      {!isChanged && <p className={classes.same}>The same columns with the same types on both sides.</p>}
      <WideTable minWidth={480}>
        <Table className={classes.table} verticalSpacing={6}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Column</Table.Th>
              <Table.Th>Reference</Table.Th>
              <Table.Th>Current</Table.Th>
              <Table.Th>Change</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {lines.map((line) => (
              <Table.Tr key={`${line.change} ${line.name}`} data-change={line.change}>
                <Table.Td className={classes.name}>
                  <MiddleCut text={line.name} />
                </Table.Td>
                <Table.Td>{sideWords(line.reference)}</Table.Td>
                <Table.Td>{sideWords(line.current)}</Table.Td>
                <Table.Td className={classes.words}>{line.words}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </WideTable>
    </>
  );
}

function sideWords(side: SchemaLine['reference']): string {
  if (side === null) return 'not there';
  return side.nullable ? `${side.type}, may be missing` : side.type;
}
