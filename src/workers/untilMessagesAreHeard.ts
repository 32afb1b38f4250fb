const { port1, port2 } = new MessageChannel();

/** A timer would wait for four milliseconds from the fifth on; a message to itself comes right after those that wait. */
export function untilMessagesAreHeard(): Promise<void> {
  return new Promise((resolve) => {
    port1.onmessage = () => resolve();
    port2.postMessage(null);
  });
}
