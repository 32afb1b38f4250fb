/** Lets the event loop go round so many times: what is late by turns is late on every machine. */
export async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await new Promise((resolve) => setImmediate(resolve));
}
