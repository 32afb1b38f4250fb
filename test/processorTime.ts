import process from 'node:process';
import { seededRandom } from '../src/lib/random';

/** What `yardstick` takes on the machine that the goals are told for, in milliseconds. */
const yardstickMs = 15;

/**
 * The processor's time for some work, in milliseconds of the machine that the goals are told for: the least of some
 * rounds, measured by a fixed piece of work that is done in turn with it. So it is the same on a slower machine, and on
 * one that does other things at the same time.
 */
export async function processorTime(rounds: number, work: () => unknown): Promise<number> {
  let [least, leastYardstick] = [Infinity, Infinity];
  for (let round = 0; round < rounds; round++) {
    leastYardstick = Math.min(leastYardstick, await spentMs(yardstick));
    least = Math.min(least, await spentMs(work));
    leastYardstick = Math.min(leastYardstick, await spentMs(yardstick));
  }
  return (least / leastYardstick) * yardstickMs;
}

async function spentMs(work: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await work();
  return process.cpuUsage(before).user / 1000;
}

/** Some of everything that a program does: numbers that are sorted, texts that are made and looked up. */
function yardstick(): number {
  const random = seededRandom(1);
  const numbers = Float64Array.from({ length: 100_000 }, random).sort();
  const seen = new Map<string, number>();
  for (let at = 0; at < 60_000; at++) {
    const key = `key ${(at * 7919) % 20_011}`;
    seen.set(key, (seen.get(key) ?? 0) + numbers[at]!);
  }
  return seen.size;
}
