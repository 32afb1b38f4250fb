import type { PromotionEvidence } from '../../operations/promotionEvidence';
import classes from './Releases.module.css';
import { signedFigure, tableWords } from './releaseWords';
import { ComparisonMark, GuardrailMark } from './VerdictMark';

/** What a promotion rested on, as it was then. */
export function MoveEvidenceList({ evidence }: { readonly evidence: PromotionEvidence }) {
  return (
    <ul className={classes.evidence} aria-label="Evidence">
      {evidence.comparisons.map(({ metric, verdict, ground, meanDifference, interval }) => (
        <li key={`metric ${metric}`}>
          <ComparisonMark verdict={verdict} ground={ground} /> on {metric}
          {meanDifference !== null && (
            <div className={classes.small}>
              {signedFigure(meanDifference)}
              {interval ? `, ${signedFigure(interval.low)} to ${signedFigure(interval.high)}` : ''}
            </div>
          )}
        </li>
      ))}
      {evidence.guardrails.map(({ guardrail, verdict }) => (
        <li key={`guardrail ${guardrail.name}`}>
          <GuardrailMark verdict={verdict} />: {guardrail.name}
          <div className={classes.small}>{tableWords(guardrail)}</div>
        </li>
      ))}
    </ul>
  );
}
