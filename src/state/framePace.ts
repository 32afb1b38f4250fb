import type { Pace } from '../operations/auditLogVerify';

/** How long work may keep the page's thread: the rest of a frame is the page's. */
const sliceMs = 12;

/** Work in slices: null while there is time, else a turn for the page. A timer would wait 4 ms each. */
export function framePace(): Pace {
  let startedAtMs = performance.now();
  return () => {
    if (performance.now() - startedAtMs < sliceMs) return null;
    return new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        port1.close();
        startedAtMs = performance.now();
        resolve();
      };
      port2.postMessage(null);
    });
  };
}
