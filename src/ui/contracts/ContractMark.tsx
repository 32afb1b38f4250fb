import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleX,
  IconMinus,
  IconShieldX,
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

interface MarkProps {
  readonly verdict: VerdictName;
  /** Somebody answers for it. */
  readonly isWaived?: boolean;
}

/** The same beside a name, where only what is no pass needs a look; the words are its tooltip. */
export function ContractIcon({ verdict, isWaived, words }: MarkProps & { readonly words: string }) {
  const Shape = isWaived ? IconShieldX : marks[verdict];
  return (
    <span className={classes.mark} data-verdict={verdict} role="img" aria-label={words} title={words}>
      <Shape size={15} aria-hidden />
    </span>
  );
}

/** What a clause or a whole contract says: shape, colour and words. */
export function ContractMark({ verdict, isWaived }: MarkProps) {
  const Shape = isWaived ? IconShieldX : marks[verdict];
  return (
    <span className={classes.mark} data-verdict={verdict}>
      <Shape size={15} aria-hidden />
      {verdictNames[verdict]}
      {isWaived && ', waived'}
    </span>
  );
}
