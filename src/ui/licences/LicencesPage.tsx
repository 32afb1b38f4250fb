import { Checkbox, Group, NativeSelect } from '@mantine/core';
import { useState } from 'react';

import { licencePolicies, type LicencePolicy } from '../../gates/licence/judgeLicences';
import type { Workspace } from '../../operations/core/workspace';
import type { LicenceBoard, LicenceRow } from '../../operations/lineage/licenceBoard';
import { useServices } from '../../state/services';
import { ContractIcon } from '../contracts/ContractMark';
import { artifactColumn } from '../artifacts/artifactColumn';
import { ButtonLink } from '../shared/ButtonLink';
import { EmptyState } from '../shared/EmptyState';
import { formatShown } from '../shared/format';
import { ListPage } from '../shared/ListPage';
import { SlowSkeleton } from '../shared/SlowSkeleton';
import { Unknown } from '../shared/Unknown';
import { useEdit } from '../shared/useEdit';
import { VirtualTable, type TableColumn } from '../shared/VirtualTable';
import { WithWorkspace } from '../shared/WithWorkspace';
import classes from './Licences.module.css';
import { licenceNames, licenceShort, policyNames, saidByWords } from './licenceWords';
import { useLicences } from './useLicences';

/** Every artifact by its licences, the worst first, held against the policies of the workspace. */
export function LicencesPage() {
  return <WithWorkspace>{(workspace) => <Board workspace={workspace} />}</WithWorkspace>;
}

const verdicts = ['fail', 'unknown', 'warn', 'pass'] as const;

function Board({ workspace }: { readonly workspace: Workspace }) {
  const board = useLicences(workspace);
  const [verdict, setVerdict] = useState('');
  const rows = board?.rows.filter((row) => verdict === '' || row.verdict === verdict) ?? [];
  return (
    <ListPage
      title="Licences"
      count={board ? formatShown(rows.length, board.rows.length) : ''}
      bar={
        <>
          <NativeSelect
            size="sm"
            aria-label="Verdict"
            value={verdict}
            data={[
              { value: '', label: 'Every verdict' },
              ...verdicts.map((value) => ({ value, label: licenceNames[value] })),
            ]}
            onChange={(event) => setVerdict(event.currentTarget.value)}
          />
          <ButtonLink to="/gates" variant="default">
            Contracts
          </ButtonLink>
        </>
      }
    >
      {!board ? (
        <SlowSkeleton lines={6} />
      ) : board.rows.length === 0 ? (
        <EmptyState
          title="No artifacts yet"
          hint="Drop files, or import lineage: their licences stand here."
        />
      ) : (
        <div className={classes.board}>
          <Policies board={board} />
          <VirtualTable
            label="Licences"
            columns={columns}
            rows={rows}
            rowKey={({ artifact }) => artifact.artifact.id}
            maxHeight="70vh"
          />
        </div>
      )}
    </ListPage>
  );
}

/** What all licences are held against; a change of it is one of the log, and can be undone. */
function Policies({ board: { policies } }: { readonly board: LicenceBoard }) {
  const { gates } = useServices();
  const edit = useEdit();
  const choose = (values: readonly string[]): void => {
    const chosen = licencePolicies.filter((policy) => values.includes(policy));
    void edit('The policies of licences are changed', () => gates.setPolicies(chosen));
  };
  return (
    <Checkbox.Group label="Policies" value={[...policies]} onChange={choose}>
      <Group mt={4} style={{ columnGap: 24, rowGap: 8 }}>
        {licencePolicies.map((policy: LicencePolicy) => (
          <Checkbox key={policy} value={policy} label={policyNames[policy]} />
        ))}
      </Group>
    </Checkbox.Group>
  );
}

const columns: readonly TableColumn<LicenceRow>[] = [
  artifactColumn('licence'),
  {
    id: 'verdict',
    title: 'Verdict',
    width: '124px',
    cell: ({ verdict }) => (
      <span>
        <ContractIcon verdict={verdict} words={licenceNames[verdict]} /> {licenceNames[verdict]}
      </span>
    ),
  },
  {
    id: 'licence',
    title: 'Licence',
    width: 'minmax(120px, 0.8fr)',
    isExtra: true,
    cell: (row) => <span className={classes.code}>{licenceShort(row)}</span>,
  },
  {
    id: 'from',
    title: 'Known from',
    width: 'minmax(120px, 0.8fr)',
    isExtra: true,
    cell: ({ own, licence }) =>
      own ? (
        <span title={saidByWords(own)}>{saidByWords(own)}</span>
      ) : licence.arrivals.some(({ way }) => way.length > 1) ? (
        'what it was made of'
      ) : (
        <Unknown words="nothing" />
      ),
  },
  {
    id: 'why',
    title: 'What stands against it',
    width: 'minmax(140px, 1.4fr)',
    isExtra: true,
    cell: ({ findings }) => {
      const words = findings.map(({ message }) => message);
      return words.length === 0 ? (
        <Unknown words="nothing" />
      ) : (
        <span title={words.join('\n')}>
          {words[0]}
          {words.length > 1 && ` and ${words.length - 1} more`}
        </span>
      );
    },
  },
];
