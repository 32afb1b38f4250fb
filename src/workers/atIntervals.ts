/** Progress is told no more often than this. */
const intervalMs = 100;

/** Tells of progress now and then; of one that `isEnd` says is the last, always. */
export function atIntervals<P>(
  report: (progress: P) => void,
  isEnd: (progress: P) => boolean = () => false,
): (progress: P) => void {
  let reportedAt = 0;
  return (progress) => {
    const now = performance.now();
    if (now - reportedAt < intervalMs && !isEnd(progress)) return;
    reportedAt = now;
    report(progress);
  };
}
