import { useSyncExternalStore } from 'react';

const tickMs = 20_000;
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | null = null;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    for (const notify of listeners) notify();
  }, tickMs);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0 || timer === null) return;
    clearInterval(timer);
    timer = null;
  };
}

/** Whole ticks: React asks several times while it renders, and wants the same answer. */
function currentTick(): number {
  return Math.floor(Date.now() / tickMs) * tickMs;
}

/** The time in milliseconds, good to 20 seconds: one timer for the whole page. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, currentTick);
}
