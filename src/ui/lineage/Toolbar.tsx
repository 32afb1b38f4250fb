import { ActionIcon, Button, CloseButton, SegmentedControl, Tooltip } from '@mantine/core';
import {
  IconArrowNarrowDown,
  IconArrowNarrowRight,
  IconFocus2,
  IconMaximize,
  IconSitemap,
  IconTable,
} from '@tabler/icons-react';
import type { RefObject } from 'react';

import type { LineageGraph, NodeKey } from '../../lineage/graph';
import type { Workspace } from '../../operations/core/workspace';
import { MiddleCut } from '../shared/MiddleCut';
import { DepthControl } from './DepthControl';
import { ExportMenu } from './ExportMenu';
import { GroupToggle } from './GroupToggle';
import { LensMenu } from './LensMenu';
import { focusOn, switchGraph } from './lineageMoves';
import { defaultDepth, graphKindOf, type HistoryStep, type LineageSearch, without } from './lineageSearch';
import classes from './LineageView.module.css';
import { nameOfKey } from './nodeFacts';
import { NodeSearch } from './NodeSearch';
import type { Direction } from './placedGraph';

interface ToolbarProps {
  readonly workspace: Workspace;
  readonly graph: LineageGraph;
  readonly search: LineageSearch;
  readonly onSearchChange: (search: LineageSearch, step?: HistoryStep) => void;
  readonly findInput: RefObject<HTMLInputElement | null>;
  readonly onFind: (key: NodeKey) => void;
  readonly onFit: () => void;
  readonly direction: Direction;
  readonly isGrouped: boolean;
}

export function Toolbar(props: ToolbarProps) {
  const { workspace, graph, search, onSearchChange } = props;
  const [focus, select] = [search.focus, search.select].map((key) =>
    key !== undefined && graph.indexOf.has(key) ? key : undefined,
  );
  return (
    <div className={classes.bar} role="toolbar" aria-label="Graph">
      <SegmentedControl
        size="xs"
        aria-label="Which graph"
        value={graphKindOf(search)}
        onChange={(value) => onSearchChange(switchGraph(workspace, search, value))}
        data={[
          { value: 'definition', label: 'Definition' },
          { value: 'version', label: 'Versions' },
        ]}
      />
      <NodeSearch workspace={workspace} graph={graph} input={props.findInput} onFind={props.onFind} />
      {focus !== undefined && (
        <FocusControls name={nameOfKey(workspace, focus)} search={search} onSearchChange={onSearchChange} />
      )}
      {select !== undefined && select !== focus && (
        <Tooltip label="Show only what lies around the selected node  f">
          <Button
            size="xs"
            variant="default"
            leftSection={<IconFocus2 size={15} aria-hidden />}
            onClick={() => onSearchChange(focusOn(search, select))}
          >
            Focus
          </Button>
        </Tooltip>
      )}
      <span className={classes.spring} />
      <ViewControls {...props} />
      <ExportMenu within={select ?? null} name={select === undefined ? null : nameOfKey(workspace, select)} />
    </div>
  );
}

/** What the graph is around, how far it reaches, and the way out. */
function FocusControls({
  name,
  search,
  onSearchChange,
}: Pick<ToolbarProps, 'search' | 'onSearchChange'> & { readonly name: string }) {
  return (
    <div className={classes.focus}>
      <IconFocus2 size={14} aria-hidden />
      <span className={classes.focusName} aria-label={`Focus on ${name}`} role="note">
        <MiddleCut text={name} />
      </span>
      <DepthControl
        side="upstream"
        depth={search.up ?? defaultDepth}
        onChange={(up) => onSearchChange({ ...search, up }, 'replace')}
      />
      <DepthControl
        side="downstream"
        depth={search.down ?? defaultDepth}
        onChange={(down) => onSearchChange({ ...search, down }, 'replace')}
      />
      <CloseButton
        size="sm"
        aria-label="Leave the focus"
        onClick={() => onSearchChange(without(search, 'focus', 'up', 'down'))}
      />
    </div>
  );
}

/** As a graph or as a list, which way it runs, and all of it in view. */
function ViewControls({ search, direction, isGrouped, onSearchChange, onFit }: ToolbarProps) {
  const isDown = direction === 'down';
  const isList = search.view === 'list';
  return (
    <>
      <LensMenu search={search} onSearchChange={onSearchChange} />
      <Tooltip label={isList ? 'Show as a graph' : 'Show as a list'}>
        <ActionIcon
          size={30}
          variant="default"
          aria-label={isList ? 'Show as a graph' : 'Show as a list'}
          onClick={() => onSearchChange(isList ? without(search, 'view') : { ...search, view: 'list' })}
        >
          {isList ? <IconSitemap size={16} /> : <IconTable size={16} />}
        </ActionIcon>
      </Tooltip>
      {!isList && (
        <>
          <GroupToggle isGrouped={isGrouped} search={search} onSearchChange={onSearchChange} />
          <Tooltip label={isDown ? 'Lay out to the right' : 'Lay out downwards'}>
            <ActionIcon
              size={30}
              variant="default"
              aria-label={isDown ? 'Lay out to the right' : 'Lay out downwards'}
              onClick={() => onSearchChange({ ...search, direction: isDown ? 'right' : 'down' }, 'replace')}
            >
              {isDown ? <IconArrowNarrowRight size={16} /> : <IconArrowNarrowDown size={16} />}
            </ActionIcon>
          </Tooltip>
          <Tooltip label="Fit the graph into view">
            <ActionIcon size={30} variant="default" aria-label="Fit the graph into view" onClick={onFit}>
              <IconMaximize size={16} />
            </ActionIcon>
          </Tooltip>
        </>
      )}
    </>
  );
}
