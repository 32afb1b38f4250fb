import { shownBand } from '../../drift/hasDrifted';
import { psiText } from '../../drift/psiText';
import type { Recipe } from '../../drift/recipe';
import type { ColumnDrift, DriftReport } from '../../drift/report';
import { formatCounted } from '../shared/format';
import { MiddleCut } from '../shared/MiddleCut';
import { BandBadge } from './BandBadge';
import classes from './DriftSummary.module.css';
import { columnNote } from './driftWords';
import { TinyBars } from './TinyBars';

interface DriftSummaryProps {
  readonly report: DriftReport;
  /** Where a column's name leads; text alone where absent. */
  readonly hrefOf?: (column: string) => string;
  readonly limit?: number;
}

/** The columns that drifted most, with tiny charts: for a drop's result and the inspector. */
export function DriftSummary({ report, hrefOf, limit = 3 }: DriftSummaryProps) {
  const compared = report.columns.filter((column) => column.psi !== null);
  if (compared.length === 0)
    return <p className={classes.note}>No column is on both sides with values to compare.</p>;
  const shown = compared.slice(0, limit);
  const rest = compared.length - shown.length;
  return (
    <div>
      <ul className={classes.list}>
        {shown.map((column) => (
          <SummaryLine
            key={column.name}
            column={column}
            recipe={report.recipe}
            href={hrefOf?.(column.name)}
          />
        ))}
      </ul>
      <p className={classes.note}>
        {rest > 0 && `${formatCounted(rest, 'more column')} with less drift. `}PSI, recipe{' '}
        {report.recipe.name}.
      </p>
    </div>
  );
}

interface SummaryLineProps {
  readonly column: ColumnDrift;
  readonly recipe: Recipe;
  readonly href: string | undefined;
}

function SummaryLine({ column, recipe, href }: SummaryLineProps) {
  const note = columnNote(column, recipe);
  return (
    <li className={classes.line} title={note ?? undefined}>
      <span className={classes.name}>
        {href === undefined ? (
          <MiddleCut text={column.name} />
        ) : (
          <a href={href}>
            <MiddleCut text={column.name} />
          </a>
        )}
      </span>
      <TinyBars bins={column.bins} width={64} height={20} />
      <span className={classes.figure}>{psiText(column, recipe)}</span>
      <span className={classes.band}>
        <BandBadge band={shownBand(column)} />
      </span>
    </li>
  );
}
