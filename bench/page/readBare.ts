const sliceByteLength = 64 * 1024 * 1024;
const slicesInFlight = 4;

/** Reads all of a file in the fastest way that is known in Chromium, and does nothing with it. */
export async function readBare(file: Blob): Promise<void> {
  let next = 0;
  const readOn = async (): Promise<void> => {
    while (next < file.size) {
      const start = next;
      next += sliceByteLength;
      await file.slice(start, start + sliceByteLength).arrayBuffer();
    }
  };
  await Promise.all(Array.from({ length: slicesInFlight }, readOn));
}
