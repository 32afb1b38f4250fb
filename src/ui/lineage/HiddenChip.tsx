import { formatCount } from '../shared/format';
import { type LineageSearch, without } from './lineageSearch';
import classes from './LineageView.module.css';
import type { ShownGraph } from './shownGraph';

interface HiddenChipProps {
  readonly shown: ShownGraph;
  /** Nodes that came after the moment that is shown. */
  readonly laterCount: number;
  readonly search: LineageSearch;
  readonly onSearchChange: (search: LineageSearch) => void;
}

/** What is hidden is counted and named, one click from shown (I8). */
export function HiddenChip({ shown, laterCount, search, onSearchChange }: HiddenChipProps) {
  const parts = [
    {
      by: 'focus',
      count: shown.hiddenByFocus,
      show: () => onSearchChange(without(search, 'focus', 'up', 'down')),
    },
    { by: 'time', count: laterCount, show: () => onSearchChange(without(search, 'asOf')) },
    { by: 'the legend', count: shown.hiddenByKind, show: () => onSearchChange(without(search, 'hide')) },
  ].filter(({ count }) => count > 0);
  if (parts.length === 0) return null;
  return (
    <div className={classes.chips} role="status">
      {parts.map(({ by, count, show }) => (
        <span key={by} className={classes.chip}>
          {formatCount(count)} hidden by {by} ·{' '}
          <button
            type="button"
            className={classes.chipButton}
            onClick={show}
            aria-label={`Show the ${count} hidden by ${by}`}
          >
            show
          </button>
        </span>
      ))}
    </div>
  );
}
