/**
 * Crashes a real browser at many random points of everything that writes, and checks after each that the store verifies:
 * `npm run faults -- [POINTS] [SEED]`. The same journeys run at 20 points in `npm test`.
 */
import { spawnSync } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const [points = '200', seed = String(1 + Math.floor(Math.random() * 1_000_000))] = process.argv.slice(2);
if (!/^\d{1,5}$/.test(points) || !/^\d{1,9}$/.test(seed)) {
  console.error('Usage: npm run faults -- [POINTS] [SEED]');
  process.exit(2);
}

console.log(`${points} points, seed ${seed}`);
const cwd = fileURLToPath(new URL('..', import.meta.url));
const env = { ...process.env, THROUGHLINE_FAULT_POINTS: points, THROUGHLINE_FAULT_SEED: seed };
for (const command of [
  ['vite', 'build'],
  ['playwright', 'test', 'test/e2e/faults.e2e.ts'],
]) {
  const { status, error } = spawnSync('npx', ['--no-install', ...command], { cwd, env, stdio: 'inherit' });
  if (error) console.error(error.message);
  if (status !== 0) process.exit(status ?? 1);
}
