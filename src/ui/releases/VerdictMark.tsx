import {
  IconAlertTriangle,
  IconArrowBigDown,
  IconArrowBigUp,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleX,
  IconEqual,
  IconMinus,
  IconQuestionMark,
  IconTilde,
  type Icon,
} from '@tabler/icons-react';

import type { GuardrailVerdict } from '../../gates/applyGuardrail';
import type { ComparisonVerdict } from '../../gates/comparisonVerdict';
import { comparisonVerdictNames, guardrailVerdictNames } from '../../operations/releases/verdictWords';
import classes from './Releases.module.css';

const comparisonMarks: Readonly<Record<ComparisonVerdict, Icon>> = {
  better: IconArrowBigUp,
  worse: IconArrowBigDown,
  equivalent: IconTilde,
  equal: IconEqual,
  noSpread: IconMinus,
  cannotTell: IconQuestionMark,
  tooFew: IconCircleDashed,
};

/** What a comparison says: shape, colour and words. */
export function ComparisonMark({ verdict }: { readonly verdict: ComparisonVerdict }) {
  const Shape = comparisonMarks[verdict];
  return (
    <span className={classes.mark} data-verdict={verdict}>
      <Shape size={15} aria-hidden />
      {comparisonVerdictNames[verdict]}
    </span>
  );
}

const guardrailMarks: Readonly<Record<GuardrailVerdict, Icon>> = {
  allow: IconCircleCheck,
  escalate: IconAlertTriangle,
  block: IconCircleX,
  unknown: IconCircleDashed,
};

/** What a guardrail says: shape, colour and words. */
export function GuardrailMark({ verdict }: { readonly verdict: GuardrailVerdict }) {
  const Shape = guardrailMarks[verdict];
  return (
    <span className={classes.mark} data-verdict={verdict}>
      <Shape size={15} aria-hidden />
      {guardrailVerdictNames[verdict]}
    </span>
  );
}
