import { Button, Group, Progress, Text } from '@mantine/core';
import { lazy, Suspense } from 'react';

import { describeFailure, faultWords } from '../../operations/core/describeFailure';
import { describeDialect, describeOrigin, describeWarning } from '../../operations/taking/describeReading';
import { pointerNotes } from '../../operations/taking/pointerText';
import { optionsAround } from '../../operations/bytes/readAround';
import type { Reading } from '../../table/reading';
import { progressWords } from './ActivityLine';
import { outcomeWords } from './outcomeWords';
import type { ResultLine } from './resultLines';
import classes from './ResultTable.module.css';

const DriftFromBaseline = lazy(async () => ({
  default: (await import('../artifacts/DriftFromBaseline')).DriftFromBaseline,
}));

const WhatChanged = lazy(async () => ({
  default: (await import('../artifacts/WhatChanged')).WhatChanged,
}));

const VerdictNote = lazy(async () => ({
  default: (await import('../contracts/VerdictNote')).VerdictNote,
}));

const NextVersionOffer = lazy(async () => ({
  default: (await import('./NextVersionOffer')).NextVersionOffer,
}));

const TablesOffer = lazy(async () => ({ default: (await import('./TablesOffer')).TablesOffer }));

const Offers = lazy(async () => ({ default: (await import('./Offers')).Offers }));

const JobsOffer = lazy(async () => ({ default: (await import('./JobsOffer')).JobsOffer }));

const LeaveFilesOut = lazy(async () => ({ default: (await import('./LeaveFilesOut')).LeaveFilesOut }));

type Item = ResultLine['item'];

interface ResultWordsProps {
  readonly line: ResultLine;
  readonly onCancel: () => void;
}

/** What happened, in words; a bar while it is still happening; and of a folder a way to leave files out. */
export function ResultWords({ line, onCancel }: ResultWordsProps) {
  const { item, outcome, isFirst } = line;
  return (
    <>
      <WhatHappened line={line} onCancel={onCancel} />
      {isFirst && !line.isUndone && item.state.kind === 'snapshotted' && item.state.takeAsTables && (
        <Suspense fallback={null}>
          <TablesOffer
            dropped={item.path}
            tables={item.state.tables ?? []}
            onTake={item.state.takeAsTables}
          />
        </Suspense>
      )}
      {isFirst && !line.isUndone && (item.state.kind === 'snapshotted' || item.state.kind === 'imported') && (
        <Suspense fallback={null}>
          <Offers item={item} own={line.view?.artifactId ?? null} />
        </Suspense>
      )}
      {line.importedSinceMs !== null && (
        <Suspense fallback={null}>
          <JobsOffer sinceMs={line.importedSinceMs} />
        </Suspense>
      )}
      {isFirst && item.leaveOut && (
        <Suspense fallback={null}>
          <LeaveFilesOut
            folder={item.path}
            way={item.leaveOut}
            patterns={outcome?.leftOut?.patterns ?? []}
            onTake={onCancel}
          />
        </Suspense>
      )}
    </>
  );
}

function WhatHappened({ line, onCancel }: ResultWordsProps) {
  const { item } = line;
  const { state } = item;
  switch (state.kind) {
    case 'waiting':
    case 'running':
      return <Running item={item} onCancel={onCancel} />;
    case 'snapshotted':
      return <Snapshotted line={line} state={state} />;
    case 'imported':
      return (
        <>
          {state.warnings.length === 0 ? state.summary : `${state.summary}. ${state.warnings.join('. ')}`}
          {state.leaveOutBadEvents && <LeaveOut onClick={state.leaveOutBadEvents} />}
        </>
      );
    case 'done':
    case 'readAgain':
      return state.summary;
    case 'failed':
      return (
        <>
          <span className={classes.failed}>{describeFailure(state.failure)}</span>
          {state.leaveOutBadEvents && <LeaveOut onClick={state.leaveOutBadEvents} />}
          {state.takeWithoutBytes && (
            <Button
              size="compact-xs"
              variant="default"
              mt={4}
              display="block"
              onClick={state.takeWithoutBytes}
            >
              Take it without its bytes
            </Button>
          )}
        </>
      );
    case 'cancelled':
      return 'Cancelled; nothing was kept';
    case 'interrupted':
      return 'Interrupted when the page was closed or reloaded: drop it again';
  }
}

function Running({ item, onCancel }: { readonly item: Item } & Pick<ResultWordsProps, 'onCancel'>) {
  const { state } = item;
  return (
    <Group gap="xs" wrap="nowrap">
      <div style={{ flex: 1 }}>
        <Progress
          size="sm"
          value={
            state.kind === 'running' && item.byteLength > 0 ? (state.bytesDone / item.byteLength) * 100 : 0
          }
          aria-label={`Progress of ${item.path}`}
        />
        <Text size="xs" c="dimmed" mt={2}>
          {progressWords(item)}
        </Text>
      </div>
      <Button size="compact-xs" variant="default" onClick={onCancel} aria-label={`Cancel ${item.path}`}>
        Cancel
      </Button>
    </Group>
  );
}

interface SnapshottedProps {
  readonly line: ResultLine;
  readonly state: Extract<Item['state'], { readonly kind: 'snapshotted' }>;
}

/** What the file or folder became, how it was read, and how it drifted. */
function Snapshotted({ line, state }: SnapshottedProps) {
  const { outcome, view, parent, baseline, isFirst, isUndone } = line;
  return (
    <>
      {outcome !== null && outcomeWords(outcome, line.artifactKind)}
      {pointerNotesOf(view).map((note) => `; ${note}`)}
      {isUndone && ', undone'}
      {!isUndone && state.takeAsNextOf && line.isAsked && line.earlier.length > 0 && (
        <Suspense fallback={null}>
          <NextVersionOffer
            earlier={line.earlier}
            onTake={(artifactId) => state.takeAsNextOf?.(new Map([[line.path, artifactId]]))}
          />
        </Suspense>
      )}
      {!isUndone && <UnreadTable line={line} />}
      {outcome?.what.kind === 'newVersion' && parent?.reading && view?.reading && (
        <Suspense fallback={null}>
          <WhatChanged before={parent} after={view} name={line.path} baseline={baseline} />
        </Suspense>
      )}
      {!isUndone && view?.verdict && (
        <Suspense fallback={null}>
          <VerdictNote version={view} waivers={line.waivers} />
        </Suspense>
      )}
      {!isUndone && view?.reading && <HowItWasRead reading={view.reading} />}
      {outcome?.what.kind === 'newVersion' && view?.reading && baseline && baseline.versions.length > 0 && (
        <Suspense fallback={null}>
          <DriftFromBaseline baseline={baseline} current={view} limit={3} />
        </Suspense>
      )}
      {isFirst && !isUndone && state.judgedAgain && (
        <Text size="xs" c="dimmed">
          Judged again, as their contracts look at it: {state.judgedAgain.join(', ')}
        </Text>
      )}
      {isFirst && state.note !== undefined && (
        <Text size="xs" c="dimmed">
          {state.note}
        </Text>
      )}
      {isFirst &&
        [...(state.notJudged ?? []), ...(state.unread ?? [])].map((failure) => (
          <div key={describeFailure(failure)} className={classes.unread}>
            {describeFailure(failure)}
          </div>
        ))}
    </>
  );
}

/** What its pointer says beside size and digest. */
function pointerNotesOf(view: ResultLine['view']): readonly string[] {
  const source = view?.snapshot.source;
  return source?.kind === 'pointer' ? pointerNotes(source) : [];
}

function LeaveOut({ onClick }: { readonly onClick: () => void }) {
  return (
    <Button size="compact-xs" variant="default" mt={4} display="block" onClick={onClick}>
      Leave bad events out
    </Button>
  );
}

/** Why the table of a version could not be read, and the way on. What it says follows the reading in use. */
function UnreadTable({ line: { item, outcome, view } }: Pick<ResultWordsProps, 'line'>) {
  const failed = view?.failedReading ?? null;
  const failure = view ? failed?.failure : outcome?.failure;
  if (!failure) return null;
  const around = failed && optionsAround(failed);
  const { state } = item;
  const readWith = state.kind === 'snapshotted' ? state.readWith : undefined;
  return (
    <>
      {' · '}
      <span className={classes.failed}>the table could not be read: {faultWords(failure)}</span>
      {around && readWith && (
        <Button size="compact-xs" variant="default" mt={4} display="block" onClick={() => readWith(around)}>
          Leave bad rows out
        </Button>
      )}
    </>
  );
}

const ofRows: ReadonlySet<string> = new Set([
  'skippedRows',
  'paddedRows',
  'trimmedRows',
  'secondTable',
  'footer',
]);

/** What was decided about a text, and which of its rows are not there as they stand. */
function HowItWasRead({ reading }: { readonly reading: Reading }) {
  const { dialect, origin, warnings } = reading;
  if (origin)
    return (
      <Text size="xs" c="dimmed">
        {describeOrigin(origin)}
      </Text>
    );
  if (dialect === undefined) return null;
  const notes = warnings.filter(({ kind }) => ofRows.has(kind)).map(describeWarning);
  return (
    <Text size="xs" c="dimmed">
      Read as {[describeDialect(dialect, warnings), ...notes].join('. ')}
    </Text>
  );
}
