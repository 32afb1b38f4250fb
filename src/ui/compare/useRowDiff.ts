import { useCallback, useEffect, useRef, useState } from 'react';

import type { RowDiff } from '../../operations/comparing/diffRows';
import type { OperationFailure } from '../../operations/core/outcome';
import { type RowDiffRequest, useServices } from '../../state/services';

export type RowDiffState =
  | { readonly status: 'running'; readonly share: number; readonly cancel: () => void }
  | { readonly status: 'cancelled'; readonly again: () => void }
  | { readonly status: 'failed'; readonly failure: OperationFailure; readonly again: () => void }
  | { readonly status: 'done'; readonly diff: RowDiff };

type Found =
  | { readonly kind: 'share'; readonly share: number }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly failure: OperationFailure }
  | { readonly kind: 'done'; readonly diff: RowDiff };

/** The row diff of a request, made anew when the request changes. `request` must be the same object while nothing of it does. */
export function useRowDiff(request: RowDiffRequest): RowDiffState {
  const services = useServices();
  const [attempt, setAttempt] = useState(0);
  const [found, setFound] = useState<{ readonly of: RowDiffRequest; readonly value: Found } | null>(null);
  const controller = useRef<AbortController | null>(null);
  useEffect(() => {
    const own = new AbortController();
    const { signal } = own;
    const note = (value: Found): void => {
      if (!isLeft) setFound({ of: request, value });
    };
    let isLeft = false;
    controller.current = own;
    services
      .diffRows(request, signal, (share) => !signal.aborted && note({ kind: 'share', share }))
      .then(
        (result) =>
          note(result.ok ? { kind: 'done', diff: result.value } : { kind: 'failed', failure: result.error }),
        (error: unknown) => {
          if (signal.aborted) note({ kind: 'cancelled' });
          else note({ kind: 'failed', failure: { kind: 'storeUnavailable', message: messageOf(error) } });
        },
      );
    return () => {
      isLeft = true;
      own.abort();
    };
  }, [services, request, attempt]);
  const again = useCallback(() => {
    setFound(null);
    setAttempt((last) => last + 1);
  }, []);
  const cancel = useCallback(() => controller.current?.abort(), []);
  const value = found?.of === request ? found.value : null;
  switch (value?.kind) {
    case 'done':
      return { status: 'done', diff: value.diff };
    case 'failed':
      return { status: 'failed', failure: value.failure, again };
    case 'cancelled':
      return { status: 'cancelled', again };
    default:
      return { status: 'running', share: value?.share ?? 0, cancel };
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
