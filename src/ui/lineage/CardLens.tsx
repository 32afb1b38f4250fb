import { ContractIcon } from '../contracts/ContractMark';
import type { LensMark } from './lensMarks';
import classes from './NodeCard.module.css';

/** On a card, under the lens for freshness or licences: the verdict and what it is of. */
export function CardLens({ mark: { verdict, short, words } }: { readonly mark: LensMark }) {
  return (
    <span className={classes.lens} title={words}>
      <ContractIcon verdict={verdict} words={words} />
      <span className={classes.lensText} aria-hidden>
        {short}
      </span>
    </span>
  );
}
