import { useMemo } from 'react';

import { noteOfKeptBytes } from './noteOfKeptBytes';
import { readingWords } from '../../operations/taking/readingWords';
import type { ArtifactView, SnapshotView } from '../../operations/core/workspace';
import { rowDiffSide } from '../compare/rowDiffSide';
import { EmptyState } from '../shared/EmptyState';
import { SlowSkeleton } from '../shared/SlowSkeleton';
import classes from './Contents.module.css';
import { FileContents } from './FileContents';
import { TableRows } from './TableRows';
import { useMaskedColumns } from './useMaskedColumns';

interface ContentsPanelProps {
  readonly view: ArtifactView;
  readonly version: SnapshotView;
}

/** The kept bytes of a version as what they are: rows, a tree, an image, a notebook, text, or bytes. */
export function ContentsPanel({ view, version }: ContentsPanelProps) {
  const note = noteOfKeptBytes(version);
  if (note !== null) return <EmptyState {...note} />;
  const isTable = version.reading !== null && version.reading.origin === undefined;
  return (
    <section aria-label="Data">
      {isTable ? (
        <MaskedRows view={view} version={version} />
      ) : (
        <FileContents
          key={version.snapshot.id}
          version={{
            snapshotId: version.snapshot.id,
            title: `${view.name} v${version.snapshot.sequence}`,
          }}
          failure={version.failedReading}
        />
      )}
    </section>
  );
}

function MaskedRows({ view, version }: ContentsPanelProps) {
  const masked = useMaskedColumns(view, version);
  const { snapshot, reading } = version;
  const side = useMemo(() => rowDiffSide(version, view.name), [version, view.name]);
  if (masked === null || !reading) return <SlowSkeleton />;
  return (
    <>
      <p className={classes.how}>Read as {readingWords(reading)}.</p>
      <TableRows key={`${snapshot.id} ${reading.key}`} version={version} side={side} masked={masked} />
    </>
  );
}
