import type { Tasks } from './tasks';

/** A task that a worker can be asked for. */
export type TaskName = keyof Tasks;

/** What a request sends to its worker. */
export type ToWorker =
  | {
      [T in TaskName]: {
        readonly kind: 'run';
        readonly id: number;
        readonly task: T;
        readonly input: Tasks[T]['input'];
      };
    }[TaskName]
  | { readonly kind: 'cancel'; readonly id: number };

/**
 * What comes back: any number of `progress`, `holding` at most once, then exactly one of done, failed, cancelled.
 * Once it is `holding`, cancelling comes too late: what is being written is written.
 */
export type FromWorker =
  | { readonly kind: 'progress'; readonly id: number; readonly progress: unknown }
  | { readonly kind: 'holding'; readonly id: number }
  | { readonly kind: 'done'; readonly id: number; readonly output: unknown }
  | { readonly kind: 'failed'; readonly id: number; readonly message: string }
  | { readonly kind: 'cancelled'; readonly id: number };

/** What runs a task inside a worker. A bug throws; cancelling throws the signal's reason. */
export type TaskHandlers = {
  readonly [T in TaskName]: (
    input: Tasks[T]['input'],
    context: TaskContext<T>,
  ) => Promise<Tasks[T]['output']> | Tasks[T]['output'];
};

/** What a task can do while it runs, besides giving its output. */
export interface TaskContext<T extends TaskName> {
  readonly signal: AbortSignal;
  readonly report: (progress: Tasks[T]['progress']) => void;
  /** Called before the step that cannot be taken back: throws where the task was cancelled, and keeps it from being so after. */
  readonly hold: () => void;
  /** Notes memory that goes to the asker with the output, in place of a copy of it. */
  readonly give: (memory: ArrayBuffer) => void;
}
