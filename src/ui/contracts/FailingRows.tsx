import type { ContractFinding } from '../../versioning/records';
import { formatCounted } from '../shared/format';
import classes from './Contracts.module.css';

/** The rows that break a clause, as far as they are named. */
export function FailingRows({ finding: { rows, failingCount } }: { readonly finding: ContractFinding }) {
  return (
    <ul className={classes.rows}>
      {rows.map(({ row, key }) => (
        <li key={row}>
          row {row.toLocaleString('en-US')}
          {key !== null &&
            `, ${Object.entries(key)
              .map(([name, value]) => `${name} ${value ?? 'missing'}`)
              .join(', ')}`}
        </li>
      ))}
      {failingCount > rows.length && <li>and {formatCounted(failingCount - rows.length, 'more row')}</li>}
    </ul>
  );
}
