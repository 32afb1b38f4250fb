import { Alert, Button, Table, Text } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';

import { describeWarnings } from '../../operations/taking/describeReading';
import type { Reading } from '../../table/reading';
import { WideTable } from '../shared/WideTable';
import { schemaChanges } from './schemaChanges';

const ClusterStatement = lazy(() =>
  import('./ClusterStatement').then((module) => ({ default: module.ClusterStatement })),
);

interface SchemaTableProps {
  readonly reading: Reading;
  readonly parent: Reading | null;
}

export function SchemaTable({ reading, parent }: SchemaTableProps) {
  const changes = schemaChanges(parent, reading);
  const isChanged = changes.some(({ words }) => words !== '');
  return (
    <>
      <ReadingNotes warnings={reading.warnings} />
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
      <OnCluster columns={reading.columns} />
    </>
  );
}

/** Leads to the statement that profiles a table of these columns elsewhere. */
function OnCluster({ columns }: Pick<Reading, 'columns'>) {
  const [isAsked, setIsAsked] = useState(false);
  return (
    <>
      <Button size="compact-sm" variant="default" mt="md" onClick={() => setIsAsked(true)}>
        Profile it on a cluster
      </Button>
      {isAsked && (
        <Suspense fallback={null}>
          <ClusterStatement columns={columns} onClose={() => setIsAsked(false)} />
        </Suspense>
      )}
    </>
  );
}

/** What was strange about a table when it was read. */
function ReadingNotes({ warnings }: Pick<Reading, 'warnings'>) {
  if (warnings.length === 0) return null;
  return (
    <Alert
      variant="light"
      color="yellow"
      title="Read with care"
      mb="md"
      styles={{ title: { color: 'var(--tl-moderate-text)' } }}
    >
      {describeWarnings(warnings).map((words) => (
        <div key={words}>{words}</div>
      ))}
    </Alert>
  );
}
