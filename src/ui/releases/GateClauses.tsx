import type { ContractGate } from '../../gates/contractGate';
import { clauseKeys, clauseText } from '../../gates/contract/waiver';
import { waiverText } from '../../gates/contract/checkRecord';
import { ContractMark } from '../contracts/ContractMark';
import { formatCounted } from '../shared/format';
import classes from './Releases.module.css';

const shownClauses = 8;

/** The clauses of a contract that do not pass, with what was seen and who answers for them. */
export function GateClauses({ gate }: { readonly gate: ContractGate }) {
  const { clauses, passCount, judgedAt } = gate;
  if (judgedAt === null) return <div className={classes.small}>not judged by the contract that holds</div>;
  const keys = clauseKeys(clauses);
  return (
    <>
      {clauses.slice(0, shownClauses).map(({ clause, column, verdict, message, waiver }, at) => (
        <div key={clauseText(keys[at]!)} className={classes.small}>
          <ContractMark verdict={verdict} isWaived={waiver !== null} />{' '}
          {column === null ? clause : `${clause} of ${column}`}: {message}
          {waiver && `; ${waiverText(waiver)}`}
        </div>
      ))}
      <div className={classes.small}>
        {clauses.length > shownClauses && `${clauses.length - shownClauses} more, `}
        {formatCounted(passCount, 'clause')} {passCount === 1 ? 'passes' : 'pass'}
      </div>
    </>
  );
}
