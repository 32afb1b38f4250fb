import { useEffect, useMemo, useState } from 'react';

import { describeFailure } from '../../operations/core/describeFailure';
import { readingResultWords } from '../../operations/taking/readingWords';
import type { TitledVersion } from '../../operations/bytes/keptTable';
import type { SnapshotView } from '../../operations/core/workspace';
import type { FirstBytes } from '../../state/readBytes';
import { useServices } from '../../state/services';
import { formatBytes } from '../shared/format';
import { ScrollPlace } from '../shared/ScrollPlace';
import { SlowSkeleton } from '../shared/SlowSkeleton';
import classes from './Contents.module.css';
import { contentsOf, hexLines } from './contentsOf';
import { ImageView } from './ImageView';
import { JsonTree } from './JsonTree';
import { NotebookView } from './NotebookView';
import { TextLines } from './TextLines';

/** A file is read up to this. */
const byteLimit = 8 * 1024 * 1024;
/** Text is shown up to this. */
const textLimit = 1024 * 1024;
/** Bytes that are nothing else are shown up to this. */
const hexLimit = 4096;

interface FileContentsProps {
  readonly version: TitledVersion;
  readonly failure: SnapshotView['failedReading'];
}

/** A file that is no table, as what it is. */
export function FileContents({ version, failure }: FileContentsProps) {
  const read = useFirstBytes(version);
  if (read === null) return <SlowSkeleton />;
  if (typeof read === 'string')
    return (
      <p role="alert" className={classes.failure}>
        {read}
      </p>
    );
  return (
    <>
      {failure && <p className={classes.how}>Not shown as a table: it {readingResultWords(failure)}.</p>}
      <Shown file={read} title={version.title} />
    </>
  );
}

function Shown({ file, title }: { readonly file: FirstBytes; readonly title: string }) {
  const { bytes, byteLength } = file;
  const isWhole = bytes.length === byteLength;
  const contents = useMemo(() => contentsOf(bytes, isWhole), [bytes, isWhole]);
  if (byteLength === 0) return <p className={classes.how}>The file is empty.</p>;
  switch (contents.kind) {
    case 'image':
      return isWhole ? (
        <ImageView bytes={bytes} type={contents.type} title={title} />
      ) : (
        <p className={classes.how}>
          The image has {formatBytes(byteLength)}; images are shown up to {formatBytes(byteLimit)}. Get the
          file back to see it.
        </p>
      );
    case 'json':
      return <JsonTree value={contents.value} label={`JSON of ${title}`} />;
    case 'notebook':
      return <NotebookView cells={contents.cells} label={`Cells of ${title}`} />;
    case 'text': {
      const text = contents.text.slice(0, textLimit);
      const isCut = !isWhole || text.length < contents.text.length;
      return (
        <>
          {isCut && (
            <p className={classes.how}>
              The first {formatBytes(textLimit)} of {formatBytes(byteLength)}.
            </p>
          )}
          <TextLines text={text} label={`Text of ${title}`} />
        </>
      );
    }
    case 'bytes': {
      const shown = bytes.subarray(0, hexLimit);
      return (
        <>
          <p className={classes.how}>
            {shown.length < byteLength
              ? `The first ${formatBytes(shown.length)} of ${formatBytes(byteLength)}, in hexadecimal.`
              : `All ${formatBytes(byteLength)}, in hexadecimal.`}
          </p>
          <ScrollPlace className={classes.scroll} label={`Bytes of ${title}`}>
            <pre className={classes.source}>{hexLines(shown).join('\n')}</pre>
          </ScrollPlace>
        </>
      );
    }
  }
}

/** The first bytes of a version; a text where they cannot be read, and null until they are. */
function useFirstBytes({ snapshotId, title }: TitledVersion): FirstBytes | string | null {
  const services = useServices();
  const [read, setRead] = useState<FirstBytes | string | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    services.readBytes({ snapshotId, title }, byteLimit, stop.signal).then(
      (bytes) => {
        if (!stop.signal.aborted) setRead(bytes.ok ? bytes.value : describeFailure(bytes.error));
      },
      (error: unknown) => {
        if (!stop.signal.aborted) throw error;
      },
    );
    return () => stop.abort();
  }, [services, snapshotId, title]);
  return read;
}
