import { readdirSync, readFileSync } from 'node:fs';

const sampleIntervalMs = 200;

/**
 * The memory, in MB, of all processes below this one, the browser's among them: their proportional set size, so that what they
 * share counts once. Linux alone.
 */
export function memoryInUse(): number {
  return memoryBelow(process.pid) / 1000;
}

/** The most that was in use at any moment while `work` ran. */
export async function mostMemoryDuring(work: () => Promise<unknown>): Promise<number> {
  let most = memoryInUse();
  const sampling = setInterval(() => (most = Math.max(most, memoryInUse())), sampleIntervalMs);
  try {
    await work();
  } finally {
    clearInterval(sampling);
  }
  return most;
}

/** In KB of 1000 bytes. */
function memoryBelow(root: number): number {
  const parentOf = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    const pid = Number(name);
    if (Number.isInteger(pid)) parentOf.set(pid, parentIn(pid));
  }
  const isBelow = (pid: number): boolean => {
    for (let at = parentOf.get(pid) ?? 0; at > 1; at = parentOf.get(at) ?? 0) if (at === root) return true;
    return false;
  };
  let sum = 0;
  for (const pid of parentOf.keys()) if (isBelow(pid)) sum += proportionalSize(pid);
  return sum;
}

function parentIn(pid: number): number {
  // The name, in brackets, may hold anything.
  const stat = readIfThere(`/proc/${pid}/stat`);
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1] ?? 0);
}

function proportionalSize(pid: number): number {
  const kibibytes = /^Pss:\s+(\d+)/m.exec(readIfThere(`/proc/${pid}/smaps_rollup`))?.[1];
  return (Number(kibibytes ?? 0) * 1024) / 1000;
}

/** Empty where the process has ended. */
function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
