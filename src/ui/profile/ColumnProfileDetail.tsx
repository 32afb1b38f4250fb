import { Table } from '@mantine/core';

import type { ColumnProfile, NumberSummary } from '../../profile/profile';
import { quantile } from '../../profile/summary';
import type { ColumnType } from '../../table/schema';
import { Facts } from '../shared/Facts';
import {
  formatCount,
  formatCounted,
  formatCountOrNone,
  formatDistinct,
  formatFigure,
  formatShare,
} from '../shared/format';
import { MiddleCut } from '../shared/MiddleCut';
import classes from './ColumnProfileDetail.module.css';
import { numberWords, valueWords } from './profileWords';

const shares = [0, 0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99, 1] as const;
const shownValues = 12;

/** Everything a profile says of a column: its figures, quantiles, and most frequent values. */
export function ColumnProfileDetail({ column }: { readonly column: ColumnProfile }) {
  const { numbers, lengths } = column;
  return (
    <div className={classes.root}>
      <Facts
        facts={[
          ['Rows', formatCountOrNone(column.rowCount)],
          ['Missing', formatCountOrNone(column.nullCount)],
          ['Distinct', formatDistinct(column.distinct)],
          ['Mean', numbers && numberWords(numbers.mean, column.type)],
          [
            'Deviation',
            numbers?.standardDeviation == null
              ? null
              : deviationWords(numbers.standardDeviation, column.type),
          ],
          ['Infinite', numbers && numbers.infiniteCount > 0 ? formatCount(numbers.infiniteCount) : null],
          [
            'Length',
            lengths &&
              `${formatCount(lengths.min)} to ${formatCounted(lengths.max, 'character')}, ${formatFigure(lengths.mean)} on average`,
          ],
        ]}
      />
      {numbers && <Quantiles numbers={numbers} type={column.type} />}
      <TopValues column={column} />
    </div>
  );
}

function deviationWords(deviation: number, type: ColumnType): string {
  const isTime = type === 'date' || type === 'timestamp' || type === 'time';
  return isTime ? `${formatFigure(deviation / 86_400_000)} days` : formatFigure(deviation);
}

function Quantiles({ numbers, type }: { readonly numbers: NumberSummary; readonly type: ColumnType }) {
  const error = numbers.quantiles.maxRankError;
  return (
    <div>
      <Table className={classes.table} verticalSpacing={2} horizontalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Quantile</Table.Th>
            <Table.Th>Value</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {shares.map((share) => (
            <Table.Tr key={share}>
              <Table.Td>{quantileName(share)}</Table.Td>
              <Table.Td>{numberWords(quantile(numbers, share), type)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <p className={classes.quiet}>
        {error === 0 ? 'Exact.' : `From a sketch: ranks to ± ${(error * 100).toPrecision(2)} %.`}
      </p>
    </div>
  );
}

function quantileName(share: number): string {
  if (share === 0) return 'Least';
  if (share === 1) return 'Greatest';
  return share === 0.5 ? 'Median' : `${share * 100} %`;
}

function TopValues({ column }: { readonly column: ColumnProfile }) {
  const { items, isComplete, maxCountError } = column.frequent;
  const shown = items.slice(0, shownValues);
  const greatest = shown[0]?.count ?? 0;
  // Counts that are no more than they may be short of tell nothing of which values are frequent.
  if (!isComplete && greatest <= maxCountError)
    return (
      <p className={classes.quiet}>
        No value occurs more than {formatCounted(greatest + maxCountError, 'time')}.
      </p>
    );
  if (shown.length === 0) return null;
  if (isComplete && greatest === 1) return <p className={classes.quiet}>Every value occurs once.</p>;
  return (
    <div className={classes.values}>
      <Table className={classes.table} verticalSpacing={2} horizontalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Most frequent</Table.Th>
            <Table.Th>Count</Table.Th>
            <Table.Th>Share</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {shown.map(({ value, count }) => (
            <Table.Tr key={value}>
              <Table.Td>
                <MiddleCut text={valueWords(value, column.type)} />
              </Table.Td>
              <Table.Td>{formatCount(count)}</Table.Td>
              <Table.Td>{formatShare(count / column.rowCount)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <p className={classes.quiet}>
        {maxCountError > 0 && !isComplete
          ? `Counts may be short by up to ${formatCount(maxCountError)}.`
          : isComplete && items.length > shown.length
            ? `And ${formatCounted(items.length - shown.length, 'more value')}.`
            : ''}
      </p>
    </div>
  );
}
