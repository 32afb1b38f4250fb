import type { FromWorker, TaskHandlers, TaskName, ToWorker } from './protocol';
import type { Tasks } from './tasks';

/** The side of a port that a worker sees: itself, or a `MessagePort`. */
export interface TaskPort {
  postMessage(message: unknown, transfer?: Transferable[]): void;
  onmessage: ((event: MessageEvent<ToWorker>) => unknown) | null;
}

/** Answers every request on `port` with exactly one of done, failed, cancelled. */
export function serveTasks(port: TaskPort, handlers: Partial<TaskHandlers>): void {
  const running = new Map<number, AbortController>();
  const answer = (message: FromWorker, given: Transferable[] = []): void => port.postMessage(message, given);

  const run = async <T extends TaskName>(id: number, task: T, input: Tasks[T]['input']): Promise<void> => {
    const controller = new AbortController();
    const given: ArrayBuffer[] = [];
    running.set(id, controller);
    try {
      const handler = handlers[task];
      if (!handler) throw new Error(`This worker does not know the task ${task}.`);
      const output = await handler(input, {
        signal: controller.signal,
        report: (progress) => answer({ kind: 'progress', id, progress }),
        hold: () => {
          controller.signal.throwIfAborted();
          // No message of the page can be heard before this one is sent: from here on nobody aborts it.
          running.delete(id);
          answer({ kind: 'holding', id });
        },
        give: (memory) => void given.push(memory),
      });
      controller.signal.throwIfAborted();
      answer({ kind: 'done', id, output }, given);
    } catch (error) {
      answer(
        controller.signal.aborted
          ? { kind: 'cancelled', id }
          : { kind: 'failed', id, message: messageOf(error) },
      );
    } finally {
      running.delete(id);
    }
  };

  port.onmessage = ({ data }) => {
    if (data.kind === 'cancel') running.get(data.id)?.abort();
    else void run(data.id, data.task, data.input);
  };
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.stack ?? `${error.name}: ${error.message}`;
}
