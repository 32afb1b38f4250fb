import { ActionIcon, Checkbox } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconChevronDown, IconChevronUp, IconList } from '@tabler/icons-react';
import { useState } from 'react';

import { formatCount, formatCounted } from '../shared/format';
import { KindIcon } from '../shared/KindIcon';
import { kindNames } from '../shared/kindNames';
import classes from './Legend.module.css';
import { type LineageSearch, nodeKinds, without } from './lineageSearch';
import type { ShownGraph } from './shownGraph';

interface LegendProps {
  readonly shown: ShownGraph;
  readonly cycleCount: number;
  readonly search: LineageSearch;
  readonly onSearchChange: (search: LineageSearch) => void;
}

const lines = [
  { origin: 'observed', words: 'observed' },
  { origin: 'declared', words: 'declared' },
  { origin: 'inferred', words: 'inferred' },
  { origin: 'manual', words: 'drawn by hand' },
] as const;

/** Explains the kinds and the lines, counts them, and hides kinds. */
export function Legend({ shown, cycleCount, search, onSearchChange }: LegendProps) {
  const isNarrow = useMediaQuery('(max-width: 48em)') ?? false;
  const [choice, setChoice] = useState<boolean | null>(null);
  const isOpen = choice ?? !isNarrow;
  return (
    <section className={classes.legend} aria-label="Legend">
      <div className={classes.head}>
        {!isOpen && <IconList size={14} aria-hidden />}
        <span>
          {formatCounted(shown.nodes.length, 'node')}, {formatCounted(shown.edges.length, 'link')}
        </span>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="sm"
          aria-expanded={isOpen}
          aria-label={isOpen ? 'Fold the legend' : 'Unfold the legend'}
          onClick={() => setChoice(!isOpen)}
        >
          {isOpen ? <IconChevronDown size={14} /> : <IconChevronUp size={14} />}
        </ActionIcon>
      </div>
      {isOpen && (
        <>
          <Kinds {...{ shown, search, onSearchChange }} />
          <Lines {...{ shown, cycleCount }} />
        </>
      )}
    </section>
  );
}

/** The kinds with their counts, each to hide or show. */
function Kinds({ shown, search, onSearchChange }: Omit<LegendProps, 'cycleCount'>) {
  const hidden = new Set(search.hide ?? []);
  const kinds = nodeKinds.filter((kind) => shown.kindCounts.has(kind) || hidden.has(kind));
  return (
    <ul className={classes.kinds}>
      {kinds.map((kind) => (
        <li key={kind}>
          <Checkbox
            size="xs"
            checked={!hidden.has(kind)}
            onChange={(event) => {
              const hide = nodeKinds.filter((other) =>
                other === kind ? !event.currentTarget.checked : hidden.has(other),
              );
              onSearchChange({ ...without(search, 'hide'), ...(hide.length > 0 && { hide }) });
            }}
            label={
              <span className={classes.kind}>
                <KindIcon kind={kind} size={14} isDecorative />
                {kindNames[kind]}
                <span className={classes.count}>{formatCount(shown.kindCounts.get(kind) ?? 0)}</span>
              </span>
            }
          />
        </li>
      ))}
    </ul>
  );
}

/** What each line on the canvas says. */
function Lines({ shown, cycleCount }: Pick<LegendProps, 'shown' | 'cycleCount'>) {
  const origins = new Set(shown.edges.flatMap((edge) => (edge.via > 0 ? [] : [edge.origin])));
  return (
    <ul className={classes.lines}>
      {lines
        .filter(({ origin }) => origins.has(origin))
        .map(({ origin, words }) => (
          <li key={origin}>
            <svg width="26" height="8" aria-hidden className={classes.sample} data-origin={origin}>
              <line x1="1" y1="4" x2="25" y2="4" />
              {origin === 'manual' && <path d="M13 0.5 L16.5 4 L13 7.5 L9.5 4 Z" />}
            </svg>
            {words}
          </li>
        ))}
      {cycleCount > 0 && (
        <li>
          <span className={classes.cycle} aria-hidden>
            ↻
          </span>
          {formatCounted(cycleCount, 'cycle')}
        </li>
      )}
    </ul>
  );
}
