import { useEffect, useRef, useState } from 'react';

import { describeFailure } from '../../operations/core/describeFailure';
import type { OpenedTable } from '../../state/openedTable';
import { useServices, type RowDiffSide } from '../../state/services';
import type { RowBlock } from '../../table/rowBlock';

/** A table while it is opened: its first rows come before it is known where the others stand. */
export type OpeningState =
  | {
      readonly kind: 'opening';
      readonly share: number;
      readonly rowCount: number;
      readonly first: RowBlock | null;
    }
  | { readonly kind: 'open'; readonly table: OpenedTable; readonly first: RowBlock | null }
  | { readonly kind: 'cancelled'; readonly first: RowBlock | null }
  | { readonly kind: 'failed'; readonly words: string };

const begun: OpeningState = { kind: 'opening', share: 0, rowCount: 0, first: null };

/** Opens a version's table, and closes it again. */
export function useOpenTable(version: RowDiffSide): {
  readonly state: OpeningState;
  readonly cancel: () => void;
  readonly again: () => void;
} {
  const services = useServices();
  const [state, setState] = useState<OpeningState>(begun);
  const [attempt, setAttempt] = useState(0);
  const cancel = useRef<() => void>(() => undefined);
  const { snapshotId, readingKey, path, title } = version;
  useEffect(() => {
    const stop = new AbortController();
    let table: OpenedTable | null = null;
    let isGone = false;
    let first: RowBlock | null = null;
    cancel.current = () => stop.abort();
    const open = async (): Promise<void> => {
      try {
        const opened = await services.openTable(
          { snapshotId, readingKey, path, title },
          stop.signal,
          (progress) => {
            first = progress.first ?? first;
            if (!isGone) setState({ kind: 'opening', ...progress, first });
          },
        );
        if (!opened.ok) {
          if (!isGone) setState({ kind: 'failed', words: describeFailure(opened.error) });
          return;
        }
        table = opened.value;
        if (isGone) table.close();
        else setState({ kind: 'open', table, first });
      } catch (error) {
        if (!stop.signal.aborted) throw error;
        if (!isGone) setState({ kind: 'cancelled', first });
      }
    };
    void open();
    return () => {
      isGone = true;
      stop.abort();
      table?.close();
    };
  }, [services, snapshotId, readingKey, path, title, attempt]);
  return {
    state,
    cancel: () => cancel.current(),
    again: () => {
      setState(begun);
      setAttempt(attempt + 1);
    },
  };
}
