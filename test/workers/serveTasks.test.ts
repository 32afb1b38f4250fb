import { MessageChannel } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import type { FromWorker } from '../../src/workers/protocol';
import { serveTasks, type TaskPort } from '../../src/workers/serveTasks';

describe('serveTasks', () => {
  it('sends memory that a task gives away with its output, without keeping a copy', async () => {
    const { port1, port2 } = new MessageChannel();
    const keys = Int32Array.of(1, 2);
    const values = Int32Array.of(3, 4);
    serveTasks(port1 as unknown as TaskPort, {
      hashRows(_, { give }) {
        give(keys.buffer);
        return { ok: true, value: { rowCount: 1, keys, values, places: null } };
      },
    });
    const answer = await new Promise<FromWorker>((resolve) => {
      port2.on('message', resolve);
      port2.postMessage({ kind: 'run', id: 1, task: 'hashRows', input: null });
    });
    port2.close();
    expect(answer).toMatchObject({
      kind: 'done',
      output: { value: { keys: Int32Array.of(1, 2), values: Int32Array.of(3, 4) } },
    });
    expect(keys).toHaveLength(0);
    expect(values).toHaveLength(2);
  });
});
