import { Button, Table } from '@mantine/core';
import { useState } from 'react';

import { clauseText } from '../../gates/contract/waiver';
import type { ArtifactView } from '../../operations/core/workspace';
import { formatCounted } from '../shared/format';
import { TextLink } from '../shared/TextLink';
import { WideTable } from '../shared/WideTable';
import { ContractMark } from './ContractMark';
import { FailingRows } from './FailingRows';
import { gateSearchOf } from './gateSearch';
import classes from './Contracts.module.css';
import { verdictOrder } from './contractWords';
import type { Standing } from './waiverWords';
import { WaiverPart } from './WaiverPart';

interface FindingsTableProps {
  readonly view: ArtifactView;
  readonly clauses: Standing['clauses'];
}

/** What each clause said, worst first, with the rows that break it. */
export function FindingsTable({ view, clauses }: FindingsTableProps) {
  const sorted = clauses.toSorted(
    (a, b) =>
      verdictOrder.indexOf(a.check.verdict) - verdictOrder.indexOf(b.check.verdict) ||
      Number(a.waiver !== null) - Number(b.waiver !== null),
  );
  return (
    <WideTable minWidth={560}>
      <Table className={classes.table} verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Verdict</Table.Th>
            <Table.Th>Column</Table.Th>
            <Table.Th>Clause</Table.Th>
            <Table.Th>What was seen</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {sorted.map((clause) => (
            <FindingLine key={clauseText(clause.key)} view={view} clause={clause} />
          ))}
        </Table.Tbody>
      </Table>
    </WideTable>
  );
}

interface FindingLineProps {
  readonly view: ArtifactView;
  readonly clause: Standing['clauses'][number];
}

function FindingLine({ view, clause: { check: finding, key, waiver } }: FindingLineProps) {
  const { verdict, column, clause, message, failingCount, rows, pointer } = finding;
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Table.Tr>
      <Table.Td className={classes.verdict}>
        <ContractMark verdict={verdict} isWaived={waiver !== null} />
      </Table.Td>
      <Table.Td>{column ?? <span className={classes.quiet}>the whole table</span>}</Table.Td>
      <Table.Td title={pointer}>
        <TextLink
          to="/gates/$artifactId"
          params={{ artifactId: view.artifact.id }}
          search={gateSearchOf(key)}
          inherit
        >
          {clause}
        </TextLink>
      </Table.Td>
      <Table.Td>
        {message}
        {rows.length > 0 && (
          <div>
            <Button
              variant="subtle"
              size="compact-xs"
              aria-expanded={isOpen}
              aria-label={`${isOpen ? 'Hide' : 'Show'} the rows that break ${clause}${column === null ? '' : ` of ${column}`}`}
              onClick={() => setIsOpen(!isOpen)}
            >
              {isOpen ? 'Hide the rows' : formatCounted(failingCount, 'row')}
            </Button>
            {isOpen && <FailingRows finding={finding} />}
          </div>
        )}
        {verdict !== 'pass' && verdict !== 'notChecked' && (
          <WaiverPart view={view} of={key} waiver={waiver} />
        )}
      </Table.Td>
    </Table.Tr>
  );
}
