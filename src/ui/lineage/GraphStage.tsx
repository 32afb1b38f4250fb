import { Button, Loader } from '@mantine/core';

import type { NodeKey } from '../../lineage/graph';
import type { Closure } from '../../lineage/traverse';
import type { Workspace } from '../../operations/core/workspace';
import { EmptyState } from '../shared/EmptyState';
import { LineageCanvas } from './LineageCanvas';
import { graphKindOf, type LineageSearch, without } from './lineageSearch';
import classes from './LineageView.module.css';
import { switchGraph } from './lineageMoves';
import { Minimap } from './Minimap';
import { NodeList } from './NodeList';
import type { ShownGraph } from './shownGraph';
import type { PlacedGraph } from './placedGraph';
import type { Placement } from './usePlacedGraph';

interface GraphStageProps {
  readonly workspace: Workspace;
  readonly shown: ShownGraph;
  readonly placement: Placement;
  /** What to draw meanwhile: the last graph that has its places. */
  readonly placed: PlacedGraph | null;
  readonly closure: Closure | null;
  readonly search: LineageSearch;
  readonly onSearchChange: (search: LineageSearch) => void;
  readonly onSelect: (key: NodeKey) => void;
  readonly onFocus: (key: NodeKey) => void;
  readonly onBack: () => void;
  readonly onLink: (from: NodeKey, to: NodeKey) => void;
}

/** The graph as a canvas or as a list, or what stands in its place. */
export function GraphStage(props: GraphStageProps) {
  const { workspace, shown, placement, placed, search, onSearchChange } = props;
  if (shown.nodes.length === 0) return <NothingShown {...props} />;
  if (search.view === 'list') {
    const index = search.select === undefined ? undefined : shown.graph.indexOf.get(search.select);
    const closure = props.closure && index === props.closure.start ? props.closure : null;
    return (
      <NodeList
        workspace={workspace}
        shown={shown}
        closure={closure}
        onSelect={props.onSelect}
        onShowAll={() => onSearchChange(without(search, 'select', 'version', 'tab', 'inspector'))}
      />
    );
  }
  if (placement.status === 'failed') {
    return (
      <NotLaidOut
        message={placement.message}
        onRetry={placement.retry}
        onList={() => onSearchChange({ ...search, view: 'list' })}
      />
    );
  }
  return (
    <>
      {placed && <DrawnGraph {...props} placed={placed} />}
      {placement.status === 'placing' && (
        <div className={classes.placing} role="status">
          <Loader size={10} mr={8} />
          Laying out {shown.nodes.length.toLocaleString('en-US')} nodes
        </div>
      )}
    </>
  );
}

/** Why no node is shown, and the way back. */
function NothingShown({ workspace, shown, search, onSearchChange }: GraphStageProps) {
  if (shown.graph.nodes.length === 0 && search.asOf !== undefined) {
    return (
      <div className={classes.centre}>
        <EmptyState
          title="Nothing was there yet"
          hint="All of this graph came after the moment that is shown."
          actions={
            <Button variant="default" onClick={() => onSearchChange(without(search, 'asOf'))}>
              Show now
            </Button>
          }
        />
      </div>
    );
  }
  if (shown.graph.nodes.length === 0) {
    const other = graphKindOf(search) === 'version' ? 'definition' : 'version';
    return (
      <div className={classes.centre}>
        <EmptyState
          title={other === 'definition' ? 'No version and no run yet' : 'No artifact and no job yet'}
          hint="Drop files or record a run, and they appear here."
          actions={
            <Button variant="default" onClick={() => onSearchChange(switchGraph(workspace, search, other))}>
              {other === 'definition' ? 'Show the definition graph' : 'Show the version graph'}
            </Button>
          }
        />
      </div>
    );
  }
  return (
    <div className={classes.centre}>
      <EmptyState
        title="Every node is hidden"
        hint="The legend hides all kinds that are here."
        actions={
          <Button variant="default" onClick={() => onSearchChange(without(search, 'hide'))}>
            Show all kinds
          </Button>
        }
      />
    </div>
  );
}

function NotLaidOut({
  message,
  onRetry,
  onList,
}: {
  readonly message: string;
  readonly onRetry: () => void;
  readonly onList: () => void;
}) {
  return (
    <div className={classes.centre}>
      <EmptyState
        title="The graph could not be laid out"
        hint={message}
        actions={
          <Button.Group>
            <Button variant="default" onClick={onRetry}>
              Try again
            </Button>
            <Button variant="default" onClick={onList}>
              Show as a list
            </Button>
          </Button.Group>
        }
      />
    </div>
  );
}

function DrawnGraph({
  placed,
  search,
  onSelect,
  onFocus,
  onBack,
  onLink,
}: GraphStageProps & { readonly placed: PlacedGraph }) {
  return (
    <>
      <LineageCanvas
        placed={placed}
        select={search.select}
        onSelect={onSelect}
        onFocus={onFocus}
        onBack={onBack}
        onLink={onLink}
      />
      <div className={classes.corner}>
        <Minimap placed={placed} />
      </div>
    </>
  );
}
