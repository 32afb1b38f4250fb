import { tableWords } from '../../operations/releases/guardrailWords';
import type { PromotionMove } from '../../operations/releases/moveEvidence';
import type { UsedReading, UsedReadings } from '../../operations/releases/usedReadings';
import { guardrailGap } from '../../operations/releases/verdictWords';
import { shortDigest } from '../../versioning/digest';
import { GateClauses } from './GateClauses';
import classes from './Releases.module.css';
import { intervalText, signedFigure } from './releaseWords';
import { ComparisonMark, GuardrailMark } from './VerdictMark';

/** What a promotion rested on, as it was then. */
export function MoveEvidenceList({ evidence }: { readonly evidence: PromotionMove }) {
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
      {evidence.contract && (
        <li>
          <GuardrailMark verdict={evidence.contract.verdict} />: its contract
          <GateClauses gate={evidence.contract} />
        </li>
      )}
      {evidence.guardrails.map(({ guardrail, ...result }) => (
        <li key={`guardrail ${guardrail.name}`}>
          <GuardrailMark verdict={result.verdict} />: {guardrail.name}
          <div className={classes.small}>
            {[tableWords(guardrail), guardrailGap(result)].filter((words) => words !== null).join('; ')}
          </div>
        </li>
      ))}
      {evidence.readings && (
        <li>
          Tables as they were read then
          <div className={classes.small}>{readingsText(evidence.readings)}</div>
        </li>
      )}
    </ul>
  );
}

/** `reader 3 (9f3a91bc04de), before reader 2 (77aa01bc04de)` */
function readingsText({ candidate, baseline }: UsedReadings): string {
  const text = (reading: UsedReading | null): string =>
    reading ? `reader ${reading.readerVersion} (${shortDigest(reading.key)})` : 'not a table';
  return baseline ? `${text(candidate)}, before ${text(baseline)}` : text(candidate);
}
