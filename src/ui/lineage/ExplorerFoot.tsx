import type { Workspace } from '../../operations/core/workspace';
import type { Timestamp } from '../../versioning/timestamp';
import { Legend } from './Legend';
import { type HistoryStep, type LineageSearch, without } from './lineageSearch';
import classes from './LineageView.module.css';
import type { PlacedGraph } from './placedGraph';
import type { ShownGraph } from './shownGraph';
import { TimeScrubber } from './TimeScrubber';
import { ZoomButtons } from './ZoomButtons';

interface ExplorerFootProps {
  /** With what came after the moment that is shown, too. */
  readonly whole: Workspace;
  readonly shown: ShownGraph;
  readonly placed: PlacedGraph | null;
  readonly cycleCount: number;
  readonly search: LineageSearch;
  readonly go: (next: LineageSearch, step?: HistoryStep) => void;
}

/** Below the graph: what its kinds and lines are, the time that is shown, and how near. */
export function ExplorerFoot({ whole, shown, placed, cycleCount, search, go }: ExplorerFootProps) {
  if (search.view === 'list') return null;
  const showAsOf = (time: Timestamp | null) =>
    go(time === null ? without(search, 'asOf') : { ...search, asOf: time }, 'replace');
  return (
    <div className={classes.foot}>
      {shown.graph.nodes.length > 0 && (
        <Legend shown={shown} cycleCount={cycleCount} search={search} onSearchChange={go} />
      )}
      <TimeScrubber workspace={whole} asOf={search.asOf ?? null} onChange={showAsOf} />
      {placed && <ZoomButtons placed={placed} />}
    </div>
  );
}
