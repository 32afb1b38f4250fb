import type { FromWorker, TaskName, ToWorker } from './protocol';
import type { Tasks } from './tasks';

/** A bug inside a worker, or a worker that crashed. Expected failures are part of a task's output. */
export class WorkerFailure extends Error {
  override readonly name = 'WorkerFailure';
}

/** A task took longer than its budget, and its worker was ended. */
export class OutOfTime extends Error {
  override readonly name = 'OutOfTime';
  readonly budgetMs: number;
  constructor(budgetMs: number) {
    super(`A task took longer than ${Math.round(budgetMs)} ms.`);
    this.budgetMs = budgetMs;
  }
}

/** What one call of a task may say besides its input. */
export interface RunOptions<T extends TaskName> {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Tasks[T]['progress']) => void;
  /** Memory or a port of the input that goes to the worker, in place of a copy of it. */
  readonly give?: ArrayBuffer | MessagePort;
}

/** The side of a worker that a pool sees. */
export interface PoolWorker {
  postMessage(message: ToWorker, given?: Transferable[]): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<FromWorker>) => unknown) | null;
  onerror: ((event: ErrorEvent) => unknown) | null;
  onmessageerror: ((event: MessageEvent) => unknown) | null;
}

/** Workers that share out tasks; each call ends exactly once. */
export interface WorkerPool {
  /**
   * Runs a task on the next free worker, in the order of the calls. Ends exactly once: resolves, rejects with a
   * `WorkerFailure`, with `OutOfTime` where it exceeded its budget, or with the signal's reason where it was cancelled.
   */
  run<T extends TaskName>(
    task: T,
    input: Tasks[T]['input'],
    options?: RunOptions<T>,
  ): Promise<Tasks[T]['output']>;
  /** Ends every worker; what still runs is cancelled. */
  dispose(): void;
}

/** How many workers a pool has, and when it ends one. */
export interface PoolOptions {
  /** How many workers at most; they start when needed and are kept. */
  readonly size: number;
  readonly start: () => PoolWorker;
  /** Tasks of which only one runs at a time, so that they share one memory budget. */
  readonly isHeavy?: <T extends TaskName>(task: T, input: Tasks[T]['input']) => boolean;
  /** How long a cancelled task may take to stop before its worker is ended. */
  readonly cancelGraceMs?: number;
  /** How long a task may take, by how far it said that it is; null where it may take any time. */
  readonly budgetMs?: <T extends TaskName>(
    task: T,
    input: Tasks[T]['input'],
    progress: Tasks[T]['progress'] | null,
  ) => number | null;
}

/** How often budgets are looked at. */
const watchMs = 500;
/** Of a longer pause the rest does not count: the machine was asleep, or the page in the background. */
const longestTickMs = 2000;

interface Request {
  readonly id: number;
  /** How long it may take, by what it last reported. */
  readonly budgetMs: () => number | null;
  readonly message: ToWorker;
  readonly given: Transferable[];
  readonly isHeavy: boolean;
  readonly onProgress: (progress: unknown) => void;
  /** Called exactly once, by `settle`. */
  readonly resolve: (output: unknown) => void;
  readonly reject: (reason: unknown) => void;
  readonly stopListening: () => void;
}

interface Slot {
  worker: PoolWorker;
  request: Request | null;
  /** Its request is past the point where it can be cancelled. */
  isHolding: boolean;
  graceTimer: ReturnType<typeof setTimeout> | null;
  watchTimer: ReturnType<typeof setInterval> | null;
}

/** A fixed number of workers that share a queue of typed tasks. */
export function createWorkerPool(options: PoolOptions): WorkerPool {
  const waiting: Request[] = [];
  const slots = new Set<Slot>();
  let nextId = 1;
  let isDisposed = false;

  const startSlot = (): Slot => {
    const slot: Slot = {
      worker: options.start(),
      request: null,
      isHolding: false,
      graceTimer: null,
      watchTimer: null,
    };
    slot.worker.onmessage = ({ data }) => receive(slot, data);
    slot.worker.onerror = (event) => {
      // Without this, Chromium reports it once more as an error of the page.
      event.preventDefault();
      replace(
        slot,
        new WorkerFailure(`A worker crashed: ${event.message || 'its module could not be loaded'}`),
      );
    };
    slot.worker.onmessageerror = () => replace(slot, new WorkerFailure('A worker sent what cannot be read.'));
    slots.add(slot);
    return slot;
  };

  const end = (slot: Slot): void => {
    if (slot.graceTimer !== null) clearTimeout(slot.graceTimer);
    stopWatching(slot);
    slots.delete(slot);
    slot.worker.onmessage = slot.worker.onerror = slot.worker.onmessageerror = null;
    slot.worker.terminate();
  };

  /** Ends a worker that can't be trusted any more; the next task starts a new one. */
  const replace = (slot: Slot, reason: unknown): void => {
    const { request } = slot;
    end(slot);
    if (request) settle(request, () => request.reject(reason));
    assign();
  };

  /** Ends the worker of a request that takes longer than it may. */
  const watch = (slot: Slot, request: Request): void => {
    if (request.budgetMs() === null) return;
    let spentMs = 0;
    let lookedAt = performance.now();
    slot.watchTimer = setInterval(() => {
      const now = performance.now();
      spentMs += Math.min(now - lookedAt, longestTickMs);
      lookedAt = now;
      const budgetMs = request.budgetMs();
      if (budgetMs !== null && spentMs > budgetMs) replace(slot, new OutOfTime(budgetMs));
    }, watchMs);
  };

  const settle = (request: Request, how: () => void): void => {
    request.stopListening();
    how();
  };

  const receive = (slot: Slot, message: FromWorker): void => {
    const { request } = slot;
    if (request?.id !== message.id) return;
    if (message.kind === 'progress') {
      request.onProgress(message.progress);
      return;
    }
    if (slot.graceTimer !== null) clearTimeout(slot.graceTimer);
    slot.graceTimer = null;
    slot.isHolding = message.kind === 'holding';
    stopWatching(slot);
    if (message.kind === 'holding') return;
    slot.request = null;
    settle(request, () => {
      if (message.kind === 'done') request.resolve(message.output);
      else if (message.kind === 'failed') request.reject(new WorkerFailure(message.message));
      else request.reject(new DOMException('The task was cancelled.', 'AbortError'));
    });
    assign();
  };

  const takeNext = (): Request | undefined => {
    const isHeavyRunning = [...slots].some((slot) => slot.request?.isHeavy);
    const index = waiting.findIndex((request) => !(request.isHeavy && isHeavyRunning));
    return index === -1 ? undefined : waiting.splice(index, 1)[0];
  };

  const assign = (): void => {
    for (;;) {
      if (isDisposed) return;
      const free = [...slots].find((slot) => slot.request === null);
      if (!free && slots.size >= options.size) return;
      const request = takeNext();
      if (!request) return;
      try {
        const slot = free ?? startSlot();
        slot.request = request;
        slot.worker.postMessage(request.message, request.given);
        watch(slot, request);
      } catch (error) {
        const slot = [...slots].find((candidate) => candidate.request === request);
        if (slot) slot.request = null;
        settle(request, () => request.reject(error));
      }
    }
  };

  const cancel = (request: Request, reason: unknown): void => {
    const index = waiting.indexOf(request);
    if (index !== -1) {
      waiting.splice(index, 1);
      settle(request, () => request.reject(reason));
      return;
    }
    const slot = [...slots].find((candidate) => candidate.request === request);
    if (!slot || slot.isHolding || slot.graceTimer !== null) return;
    slot.worker.postMessage({ kind: 'cancel', id: request.id });
    slot.graceTimer = setTimeout(() => replace(slot, reason), options.cancelGraceMs ?? 2000);
  };

  return {
    run(task, input, { signal, onProgress, give } = {}) {
      type Output = Tasks[typeof task]['output'];
      return new Promise<Output>((resolve, reject) => {
        if (signal?.aborted || isDisposed) {
          reject(
            signal?.aborted
              ? (signal.reason as Error)
              : new DOMException('The pool is closed.', 'AbortError'),
          );
          return;
        }
        const id = nextId++;
        const onAbort = (): void => cancel(request, signal?.reason);
        let last: Tasks[typeof task]['progress'] | null = null;
        const request: Request = {
          id,
          message: { kind: 'run', id, task, input } as ToWorker,
          given: give ? [give] : [],
          isHeavy: options.isHeavy?.(task, input) ?? false,
          budgetMs: () => options.budgetMs?.(task, input, last) ?? null,
          onProgress: (progress) => {
            last = progress as Tasks[typeof task]['progress'];
            onProgress?.(last);
          },
          resolve: (output) => resolve(output as Output),
          // What was cancelled by its signal ends with that signal's reason, even if the worker failed meanwhile.
          reject: (reason) => reject((signal?.aborted ? signal.reason : reason) as Error),
          stopListening: () => signal?.removeEventListener('abort', onAbort),
        };
        signal?.addEventListener('abort', onAbort, { once: true });
        waiting.push(request);
        assign();
      });
    },
    dispose() {
      isDisposed = true;
      const cancelled = new DOMException('The pool was closed.', 'AbortError');
      for (const request of waiting.splice(0)) settle(request, () => request.reject(cancelled));
      for (const slot of [...slots]) {
        const { request } = slot;
        end(slot);
        if (request) settle(request, () => request.reject(cancelled));
      }
    },
  };
}

function stopWatching(slot: Slot): void {
  if (slot.watchTimer !== null) clearInterval(slot.watchTimer);
  slot.watchTimer = null;
}
