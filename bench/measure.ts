import type { Case } from './case';
import type { Measurements } from './statistics';

/**
 * Runs us and every peer in turn, round by round, so that a slow minute of the machine falls on all alike. The first
 * round warms caches up and is thrown away.
 */
export async function measure(bench: Case, rounds: number): Promise<Measurements> {
  const ours: number[] = [];
  const lastRound = Math.min(rounds, bench.maxRounds ?? rounds);
  const peers = bench.peers.map((peer) => ({ peer, values: [] as number[] }));
  await bench.prepare?.();
  try {
    for (let round = 0; round <= lastRound; round++) {
      const own = await bench.ours();
      if (round > 0) ours.push(own);
      for (const { peer, values } of peers) {
        const value = await peer.run();
        if (round > 0) values.push(value);
      }
    }
  } finally {
    await bench.dispose?.();
  }
  return { ours, peers: peers.map(({ peer, values }) => ({ name: peer.name, values })) };
}
