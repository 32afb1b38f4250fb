import { useEffect, useRef, useState } from 'react';

import { describeFailure } from '../../operations/core/describeFailure';
import type { OpenedTable } from '../../state/openedTable';
import type { GridSort } from './GridHead';

export interface AskedArrangement {
  readonly filter: { readonly text: string; readonly column: number };
  readonly sort: GridSort | null;
  /** Indexes of the columns that are filtered. */
  readonly columns: readonly number[];
}

/** The order in which rows are shown, and how far a new one is. */
export interface ArrangedRows {
  readonly number: number;
  readonly rowCount: number;
  /** 0 to 1; null while nothing is arranged. */
  readonly share: number | null;
  readonly cancel: () => void;
}

/** A filter waits until nobody types. */
const typingMs = 250;

/** Arranges a table as it is asked; the rows before stay until the new ones are known. */
export function useArrangement(
  table: OpenedTable | null,
  { filter, sort, columns }: AskedArrangement,
  onFailure: (words: string | null) => void,
): ArrangedRows {
  const [arranged, setArranged] = useState<{ number: number; rowCount: number } | null>(null);
  const [share, setShare] = useState<number | null>(null);
  const cancel = useRef<() => void>(() => undefined);
  const last = useRef(0);
  const text = filter.text.trim();
  const asked = JSON.stringify({
    filter: text === '' ? null : { text, columns },
    sort,
  });
  const before = useRef(asked);
  useEffect(() => {
    if (!table || before.current === asked) return;
    before.current = asked;
    const stop = new AbortController();
    cancel.current = () => stop.abort();
    const arrange = async (): Promise<void> => {
      const number = ++last.current;
      setShare(0);
      onFailure(null);
      try {
        const found = await table.arrange(
          number,
          JSON.parse(asked) as Parameters<OpenedTable['arrange']>[1],
          stop.signal,
          setShare,
        );
        if (stop.signal.aborted) return;
        if (found?.ok) setArranged({ number, rowCount: found.value });
        else if (found) onFailure(describeFailure(found.error));
      } catch (error) {
        if (!stop.signal.aborted) throw error;
      } finally {
        setShare(null);
      }
    };
    const timer = setTimeout(() => void arrange(), typingMs);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [table, asked, onFailure]);
  const { number, rowCount } = arranged ?? { number: 0, rowCount: table?.rowCount ?? 0 };
  return { number, rowCount, share, cancel: () => cancel.current() };
}
