import { boundedDuration, clockOf } from '../formats/odcs/readFreshnessObjective';
import type { Duration } from '../gates/contract/duration';
import { worstVerdict } from '../gates/contract/verdict';
import { objectiveDefaults, type FreshnessObjective } from '../gates/freshness/objective';
import { timestampFromMilliseconds } from '../versioning/timestamp';
import { UsageError, jsonFlag, type Command, type ExitStatus, type Flags } from './command';
import { judgeBundle, judgeInputs, staleDownstream } from './freshnessChecks';
import { readFreshnessInputs } from './freshnessInputs';
import { describeFreshness, freshnessOutput, freshnessVerdictOf } from './freshnessOutput';
import { momentOf, statusOf } from './judging';
import { printable } from './output';
import { readBundleFile } from './readBundleFile';
import { readFlags, readOptionsOf } from './readFlags';

/** `throughline freshness`: judges how fresh data is; exits with 1 where something is late, with 2 where it cannot be told. */
export const freshnessCommand: Command = {
  details: [
    'A PATH is a file of data, a file that states objectives, or a folder with some. Objectives come from contracts (`slaProperties` freshness and latency, throughlineFreshness), from dbt sources, or from the flags. A dbt source is in a properties file, manifest.json or sources.json, which also says when data was loaded last. Objectives bind to files by name, as `check` binds them.',
    'On arrival, a file is as new as its modification time, or as the last version that --bundle has of it; with a column, as its newest value. Without a PATH, the contracts of the bundle are judged.',
    'Days end by the clock of the time zone, and have 23 or 25 hours where it changes. With --weekdays and --holidays, time on other days does not count.',
    'Exit status 0: all are fresh (warnings too, unless --strict); 1: something is late; 2: something could not be told, or nothing says how fresh it has to be. Late outranks what could not be told.',
    '--json prints {verdict, at, checks: [{path, name, statedIn, pointer, verdict, message, objective: {column, warnAfter, errorAfter, timeZone, target, window} | null, newest, ageSeconds, warnAt, errorAt, nextDeadline, attainment: {from, to, attained, target, budgetLeft, burnRate, observedSeconds, lateSeconds, outOfOrder, lateness: {count, p50, p95, p99, least}} | null}], downstream: [{name, kind, verdict, way}]}. The list downstream names what is stale because of something upstream in the bundle, with the path from there. A verdict is pass, warn, fail or unknown. Times are ISO 8601, lateness is in seconds, shares are from 0 to 1. The attainment needs the history of --bundle. A percentile of fewer arrivals than `least` is null.',
  ],
  flags: [
    jsonFlag,
    { name: 'at', value: 'TIME', help: 'the moment that is judged, as ISO 8601 (default: now)' },
    { name: 'bundle', value: 'B', help: 'a bundle that knows when versions arrived' },
    {
      name: 'contract',
      value: 'C[=PATH]',
      help: 'a contract, and a file that it binds; can be given several times',
    },
    { name: 'warn-after', value: 'SPAN', help: 'an objective of each file: older is a warning, such as 12h' },
    { name: 'error-after', value: 'SPAN', help: 'older is late, such as 1d or PT36H' },
    { name: 'column', value: 'NAME', help: 'judge the newest value of this column' },
    { name: 'timezone', value: 'ZONE', help: 'such as Europe/Berlin (default: UTC)' },
    { name: 'weekdays', value: 'DAYS', help: 'the days that count, such as mon-fri (default: all)' },
    { name: 'holidays', value: 'DATES', help: 'days that do not count, such as 2026-12-25,2026-12-26' },
    { name: 'target', value: 'PERCENT', help: 'the share of time that it has to be fresh (default: 99)' },
    { name: 'window', value: 'SPAN', help: 'what that is a share of (default: 30d)' },
    { name: 'strict', value: null, help: 'exit with 1 for warnings, too' },
    ...readFlags,
  ],
  argumentCount: { min: 0, max: Number.POSITIVE_INFINITY },
  async run({ arguments: paths, flags, output }): Promise<ExitStatus> {
    const at = momentOf(flags.get('at'));
    const typed = typedObjective(flags);
    const given = flags.get('bundle');
    const bundle = given === null ? null : await readBundleFile(given);
    const contracts = flags.all('contract');
    if (paths.length + contracts.length === 0 && bundle === null)
      throw new UsageError('freshness takes paths, --contract or --bundle');
    const settings = { at, options: readOptionsOf(flags), bundle, typed };
    const checks =
      bundle !== null && paths.length + contracts.length === 0
        ? await judgeBundle(bundle, settings)
        : await judgeInputs(await readFreshnessInputs(paths, contracts), settings);
    if (checks.length === 0) output.message('nothing says how fresh anything has to be');
    const downstream = bundle === null ? [] : staleDownstream(bundle.workspace, checks);
    const verdict = worstVerdict(checks.map(freshnessVerdictOf));
    if (flags.has('json'))
      output.json({
        verdict,
        at: timestampFromMilliseconds(at),
        checks: checks.map(freshnessOutput),
        downstream,
      });
    else {
      const ways = downstream.map(
        ({ name, verdict: own, way }) => `${own.padEnd(7)} ${name}: by ${way.join(' → ')}`,
      );
      [...checks.flatMap(describeFreshness), ...ways].forEach((line) => output.line(printable(line)));
    }
    return statusOf(verdict, flags.has('strict'));
  },
};

/** The objective of the flags; null where none says a limit. Throws `UsageError`. */
function typedObjective(flags: Flags): FreshnessObjective | null {
  const [warnAfter, errorAfter] = [spanOf(flags, 'warn-after'), spanOf(flags, 'error-after')];
  if (warnAfter === null && errorAfter === null) {
    const other = ['column', 'timezone', 'weekdays', 'holidays', 'target', 'window'].find((name) =>
      flags.has(name),
    );
    if (other !== undefined) throw new UsageError(`--${other} needs --warn-after or --error-after`);
    return null;
  }
  const weekdays = flags.has('weekdays') ? flags.all('weekdays') : null;
  const clock = clockOf(flags.get('timezone'), weekdays, flags.all('holidays'));
  if (!clock.ok) throw new UsageError(clock.error);
  const target = flags.has('target') ? Number(flags.get('target')) / 100 : objectiveDefaults.target;
  if (!(target > 0 && target <= 1)) throw new UsageError('--target takes a percentage above 0, up to 100');
  const window = spanOf(flags, 'window') ?? objectiveDefaults.window;
  return { column: flags.get('column'), warnAfter, errorAfter, clock: clock.value, target, window };
}

function spanOf(flags: Flags, name: string): Duration | null {
  const given = flags.get(name);
  if (given === null) return null;
  const [, value = '', unit = ''] = /^\s*([\d.]+)\s*([a-z]+)\s*$/i.exec(given) ?? [];
  const read = unit === '' ? boundedDuration(given, null) : boundedDuration(value, unit);
  if (read === null) throw new UsageError(`--${name} takes a span of time, such as 12h, 1d or PT36H`);
  return read;
}
