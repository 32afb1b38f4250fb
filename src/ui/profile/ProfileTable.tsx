import { Button, Table, UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useId, useState, type ReactNode } from 'react';

import type { ColumnProfile, TableProfile } from '../../profile/profile';
import { describeColumnOrigin, describeOrigin } from '../../operations/taking/describeReading';
import type { ProfileOrigin } from '../../table/reading';
import { FilterBox } from '../shared/FilterBox';
import { formatCount, formatCounted, formatDistinct, formatShare, formatShown } from '../shared/format';
import { MiddleCut } from '../shared/MiddleCut';
import { ScrollPlace } from '../shared/ScrollPlace';
import { WideTable } from '../shared/WideTable';
import { ColumnProfileDetail } from './ColumnProfileDetail';
import classes from './ProfileTable.module.css';
import { rangeWords } from './profileWords';
import { SparkHistogram } from './SparkHistogram';

/** More columns than this are shown on demand. */
const firstShown = 200;

/** From so many columns on they can be filtered, under a head that stays. */
const fewColumns = 12;

interface ProfileTableProps {
  readonly profile: TableProfile;
  /** Who computed it, where that was elsewhere. */
  readonly origin?: ProfileOrigin | undefined;
  /** For narrow places: without the range. */
  readonly isCompact?: boolean;
}

/** A line a column: type, nulls, distinct, distribution, range; each opens to its quantiles and most frequent values. */
export function ProfileTable({ profile, origin, isCompact = false }: ProfileTableProps) {
  const [showsAll, setShowsAll] = useState(false);
  const [filter, setFilter] = useState('');
  const words = filter.toLowerCase();
  const matching = profile.columns.filter(
    ({ name, type }) => name.toLowerCase().includes(words) || type === words,
  );
  const shown = showsAll ? matching : matching.slice(0, firstShown);
  if (profile.columns.length === 0) return <p className={classes.quiet}>The table has no columns.</p>;
  return (
    <>
      {origin && <p className={classes.quiet}>{describeOrigin(origin)}</p>}
      {profile.columns.length > fewColumns && (
        <div className={classes.filter}>
          <FilterBox label="Filter columns by name or type" value={filter} onChange={setFilter} />
          <span className={classes.quiet} role="status">
            {formatShown(matching.length, profile.columns.length)} columns
          </span>
        </div>
      )}
      <TableFrame isLong={profile.columns.length > fewColumns} minWidth={isCompact ? 340 : 640}>
        <Table
          className={classes.table}
          miw={isCompact ? 340 : 640}
          verticalSpacing={0}
          horizontalSpacing={8}
        >
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Column</Table.Th>
              <Table.Th>Missing</Table.Th>
              <Table.Th>Distinct</Table.Th>
              <Table.Th>Distribution</Table.Th>
              {!isCompact && <Table.Th>Range</Table.Th>}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {shown.map((column) => (
              <ColumnLine key={column.name} column={column} origin={origin} isCompact={isCompact} />
            ))}
          </Table.Tbody>
        </Table>
      </TableFrame>
      {matching.length === 0 && <p className={classes.quiet}>No column matches “{filter}”.</p>}
      {shown.length < matching.length && (
        <Button size="compact-sm" variant="default" mt="xs" onClick={() => setShowsAll(true)}>
          Show all {formatCounted(matching.length, 'column')}
        </Button>
      )}
    </>
  );
}

interface TableFrameProps {
  readonly isLong: boolean;
  readonly minWidth: number;
  readonly children: ReactNode;
}

/** A long table scrolls in its own place, so that its head stays in view. */
function TableFrame({ isLong, minWidth, children }: TableFrameProps) {
  if (!isLong) return <WideTable minWidth={minWidth}>{children}</WideTable>;
  return (
    <ScrollPlace className={classes.scroll} label="Profiles of columns">
      {children}
    </ScrollPlace>
  );
}

interface ColumnLineProps {
  readonly column: ColumnProfile;
  readonly origin: ProfileOrigin | undefined;
  readonly isCompact: boolean;
}

function ColumnLine({ column, origin, isCompact }: ColumnLineProps) {
  const [isOpen, setIsOpen] = useState(false);
  const detailId = useId();
  const Chevron = isOpen ? IconChevronDown : IconChevronRight;
  return (
    <>
      <Table.Tr className={classes.line} data-open={isOpen || undefined}>
        <Table.Td className={classes.nameCell}>
          <UnstyledButton
            className={classes.name}
            aria-expanded={isOpen}
            aria-controls={detailId}
            onClick={() => setIsOpen(!isOpen)}
          >
            <Chevron size={14} aria-hidden />
            <span className={classes.words}>
              <MiddleCut text={column.name} />
              <span className={classes.type}>{column.type}</span>
            </span>
          </UnstyledButton>
        </Table.Td>
        <Table.Td title={`${formatCount(column.nullCount)} of ${formatCounted(column.rowCount, 'row')}`}>
          {column.nullCount === 0 ? 'none' : formatShare(column.nullCount / column.rowCount)}
        </Table.Td>
        <Table.Td>{formatDistinct(column.distinct)}</Table.Td>
        <Table.Td>
          <SparkHistogram column={column} />
        </Table.Td>
        {!isCompact && (
          <Table.Td className={classes.range}>
            <MiddleCut text={rangeWords(column)} />
          </Table.Td>
        )}
      </Table.Tr>
      <Table.Tr id={detailId} hidden={!isOpen}>
        <Table.Td colSpan={isCompact ? 4 : 5} className={classes.detail}>
          {isOpen && <ColumnProfileDetail column={column} />}
          {isOpen && origin && <ColumnOriginWords origin={origin} name={column.name} />}
        </Table.Td>
      </Table.Tr>
    </>
  );
}

/** How the estimates of a column were computed. */
function ColumnOriginWords({ origin, name }: { readonly origin: ProfileOrigin; readonly name: string }) {
  const words = describeColumnOrigin(origin, name);
  if (words === '') return null;
  return <p className={classes.quiet}>{`${words.charAt(0).toUpperCase()}${words.slice(1)}.`}</p>;
}
