import { normalDraw, seededRandom } from '../../../src/lib/random';
import type { Workspace } from '../../../src/operations/core/workspace';
import type { ColumnProfile, TableProfile } from '../../../src/profile/profile';
import { readyServices, workspaceOf } from './workspaceOf';
import { exactNumbers, sketchedNumbers, table, textColumn } from '../../drift/profiles';

const day = Date.UTC(2026, 0, 1);

/** A version of the trips: fares and zones drift from the fourth on, the fifth has one more column, and `tip` is text in the sixth. */
function trips(version: number): TableProfile {
  const random = seededRandom(version);
  const count = 2400 + version * 157;
  const draw = <T>(value: () => T): T[] => Array.from({ length: count }, value);
  const drift = Math.max(0, version - 3);
  const columns: ColumnProfile[] = [
    exactNumbers(
      'trip_id',
      draw(() => 0).map((_, at) => at + 1),
      'integer',
    ),
    exactNumbers(
      'started_on',
      draw(() => day + (version * 30 + Math.floor(random() * 30)) * 86_400_000),
      'date',
    ),
    exactNumbers(
      'fare_amount',
      draw(() => Math.max(2.5, 14 + drift * 2.2 + normalDraw(random, 0, 4))),
    ),
    sketchedNumbers(
      'distance_km',
      draw(() => Math.exp(normalDraw(random, 1, 0.6))),
      4,
      random,
    ),
    exactNumbers(
      'passengers',
      draw(() => 1 + Math.floor(random() ** 2 * 5)),
      'integer',
    ),
    textColumn(
      'zone',
      draw(() => zones[Math.floor(random() ** (1 + drift * 0.3) * zones.length)] ?? 'none'),
    ),
    textColumn(
      'is_member',
      draw(() => String(random() < 0.62 - drift * 0.04)),
      Infinity,
      'boolean',
    ),
    textColumn(
      'payment_method_of_the_rider_at_checkout',
      draw(() => (random() < 0.8 ? 'card' : 'cash')),
    ),
    exactNumbers(
      'rating',
      draw(() => (random() < 0.1 + drift * 0.05 ? null : 1 + Math.floor(random() * 5))),
      'integer',
    ),
    textColumn(
      'rider_id',
      draw(() => `r-${Math.floor(random() * 100_000)}`),
      50,
    ),
    version < 6
      ? exactNumbers(
          'tip',
          draw(() => (random() < 0.6 ? 0 : Math.round(random() * 600) / 100)),
        )
      : textColumn(
          'tip',
          draw(() => (random() < 0.6 ? '0' : 'unknown')),
        ),
  ];
  if (version >= 5)
    columns.push(
      textColumn(
        'surge',
        draw(() => (random() < 0.2 ? 'yes' : 'no')),
      ),
    );
  return table(...columns);
}

const zones = ['Harbour', 'Old town', 'University', 'Station', 'Airport', 'North', 'Fair', 'Riverside'];

export function tripsWorkspace(versions = 6): {
  readonly workspace: Workspace;
  readonly services: ReturnType<typeof readyServices>;
} {
  const profiles = Array.from({ length: versions }, (_, at) => trips(at + 1));
  const made = workspaceOf([
    { name: 'trips_cleaned.csv', profiles },
    { name: 'weights.bin', profiles: versions > 1 ? [null] : [] },
  ]);
  return { workspace: made.workspace, services: readyServices(made.workspace, made.profiles) };
}
