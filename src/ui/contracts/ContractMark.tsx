import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleX,
  IconMinus,
  type Icon,
} from '@tabler/icons-react';

import classes from './Contracts.module.css';
import { verdictNames, type VerdictName } from './contractWords';

const marks: Readonly<Record<VerdictName, Icon>> = {
  pass: IconCircleCheck,
  warn: IconAlertTriangle,
  fail: IconCircleX,
  unknown: IconCircleDashed,
  notChecked: IconMinus,
};

/** The same beside a name, where only what is no pass needs a look; the words are its tooltip. */
export function ContractIcon({ verdict, words }: { readonly verdict: VerdictName; readonly words: string }) {
  const Shape = marks[verdict];
  return (
    <span className={classes.mark} data-verdict={verdict} role="img" aria-label={words} title={words}>
      <Shape size={15} aria-hidden />
    </span>
  );
}

/** What a clause or a whole contract says: shape, colour and words. */
export function ContractMark({ verdict }: { readonly verdict: VerdictName }) {
  const Shape = marks[verdict];
  return (
    <span className={classes.mark} data-verdict={verdict}>
      <Shape size={15} aria-hidden />
      {verdictNames[verdict]}
    </span>
  );
}
