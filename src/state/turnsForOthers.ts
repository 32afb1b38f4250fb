/** So long the page may be busy before others have their turn. */
const busyMs = 8;

/** Gives others their turn where the page was busy for so long; work stops more often than that. */
export function turnsForOthers(): () => Promise<void> {
  let sinceMs = performance.now();
  return async () => {
    if (performance.now() - sinceMs < busyMs) return;
    await new Promise((resolve) => {
      setTimeout(resolve);
    });
    sinceMs = performance.now();
  };
}
