import { tableWords } from '../../operations/guardrailWords';
import type { PromotionEvidence } from '../../operations/promotionEvidence';
import { guardrailGap } from '../../operations/verdictWords';
import classes from './Releases.module.css';
import { intervalText, signedFigure } from './releaseWords';
import { ComparisonMark, GuardrailMark } from './VerdictMark';

/** What a promotion rested on, as it was then. */
export function MoveEvidenceList({ evidence }: { readonly evidence: PromotionEvidence }) {
  return (
    <ul className={classes.evidence} aria-label="Evidence">
      {evidence.comparisons.map(({ metric, rule, verdict, meanDifference, interval }) => (
        <li key={`metric ${metric}`}>
          <ComparisonMark verdict={verdict} /> on {metric}
          {meanDifference !== null && (
            <div className={classes.small}>
              {signedFigure(meanDifference)}
              {interval ? `, ${intervalText(interval, rule)}` : ''}
            </div>
          )}
        </li>
      ))}
      {evidence.guardrails.map(({ guardrail, ...result }) => (
        <li key={`guardrail ${guardrail.name}`}>
          <GuardrailMark verdict={result.verdict} />: {guardrail.name}
          <div className={classes.small}>
            {[tableWords(guardrail), guardrailGap(result)].filter((words) => words !== null).join('; ')}
          </div>
        </li>
      ))}
    </ul>
  );
}
