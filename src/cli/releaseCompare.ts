import {
  compareSamples,
  type ComparisonRule,
  type SampleComparison,
  type Samples,
} from '../gates/compareSamples';
import type { SampleTable } from '../formats/samples/sampleRows';
import { suggestColumns, type ColumnChoice } from '../operations/measuredColumns';
import { defaultRule } from '../operations/promotionEvidence';
import { comparisonVerdictNames, groundWords } from '../operations/verdictWords';
import { jsonFlag, UsageError, type Command, type ExitStatus, type Flags } from './command';
import { figureText, printable, tableLines } from './output';
import { refuseFile } from './readFile';
import { metricFlag, readSampleFile, samplesHelp, samplesOf } from './readSamples';

/** One metric with the rule that it was judged by. */
interface Compared extends SampleComparison {
  readonly metric: string;
  readonly rule: ComparisonRule;
}

export const releaseCompareCommand: Command = {
  name: 'release compare',
  synopsis: 'BASELINE CANDIDATE',
  summary: 'Judges samples of a candidate against those of what is in use: better, worse, or cannot tell.',
  details: [
    samplesHelp,
    "Each metric that either file has is compared: pair by pair where a column of both files names the same cases (the first that names each row once, or --cases), else by Welch's test. Better and worse are said only where the whole interval lies beyond the minimal difference.",
    '--json prints {comparisons: [{metric, rule: {direction, minimalDifference, confidence}, method, candidateCount, baselineCount, leftOutCount, candidateMean, baselineMean, meanDifference, standardError, degreesOfFreedom, statistic, interval: {low, high}, pValue, verdict, ground}]}, the difference that of the candidate less the baseline. A file without such samples gives {path, failure: {kind, message, …}}, with exit status 2.',
    'The exit status is 1 where the candidate is worse on any metric.',
  ],
  flags: [
    jsonFlag,
    { ...metricFlag, help: 'the column that is compared; without it, each that is all numbers' },
    { name: 'higher-is-better', value: null, help: 'of --metric; without either flag its name says which' },
    { name: 'lower-is-better', value: null, help: 'of --metric' },
    {
      name: 'minimal-difference',
      value: 'X',
      help: 'of --metric: differences up to this do not matter (default: 0)',
    },
    { name: 'confidence', value: 'P', help: 'of the interval (default: 0.95)' },
    { name: 'paired', value: null, help: 'only pair by pair; row by row where no column names the cases' },
    { name: 'unpaired', value: null, help: 'by the means alone' },
    { name: 'cases', value: 'COLUMN', help: 'what each row is of, in both files' },
  ],
  argumentCount: { min: 2, max: 2 },
  async run({ arguments: paths, flags, output }): Promise<ExitStatus> {
    const ruleOf = ruleFrom(flags);
    excludeEachOther(flags, 'paired', 'unpaired');
    excludeEachOther(flags, 'unpaired', 'cases');
    const tables: SampleTable[] = [];
    for (const path of paths) {
      const table = await readSampleFile(path);
      if (!table.ok) return refuseFile(path, table.error, flags, output);
      tables.push(table.value);
    }
    const sides: ReadonlyMap<string, Samples>[] = [];
    for (const [at, cases] of casesOf(tables, flags).entries()) {
      const samples = samplesOf(tables[at]!, flags.get('metric'), cases);
      if (!samples.ok) return refuseFile(paths[at]!, samples.error, flags, output);
      sides.push(samples.value);
    }
    const compared = compareAll(sides[0]!, sides[1]!, ruleOf);
    const unpaired = compared.find(({ method, ground }) => method === 'unpaired' && ground !== 'missing');
    if (flags.has('paired') && unpaired) {
      const message = `fewer than two cases of ${unpaired.metric} are in both files`;
      return refuseFile(paths[1]!, { kind: 'unsupported', message }, flags, output);
    }
    if (flags.has('json')) output.json({ comparisons: compared });
    else describe(compared).forEach((line) => output.line(line));
    return compared.some(({ verdict }) => verdict === 'worse') ? 1 : 0;
  },
};

function compareAll(
  baseline: ReadonlyMap<string, Samples>,
  candidate: ReadonlyMap<string, Samples>,
  ruleOf: (metric: string) => ComparisonRule,
): readonly Compared[] {
  const none = { values: [], cases: null };
  return [...new Set([...candidate.keys(), ...baseline.keys()])].sort().map((metric) => {
    const rule = ruleOf(metric);
    const comparison = compareSamples(candidate.get(metric) ?? none, baseline.get(metric) ?? none, rule);
    return { metric, rule, ...comparison };
  });
}

/** What the rows of each file are of: as it is asked for, else as the files suggest. */
function casesOf(tables: readonly SampleTable[], flags: Flags): readonly ColumnChoice['cases'][] {
  const column = flags.get('cases');
  if (column !== null) return tables.map(() => ({ column }));
  if (flags.has('unpaired')) return tables.map(() => null);
  const suggested = tables.map((table) => suggestColumns(table).cases);
  const isUnknown = suggested.includes(null);
  return flags.has('paired') && isUnknown ? tables.map(() => 'rowNumber') : suggested;
}

/** How each metric is judged by the flags. Throws `UsageError`. */
function ruleFrom(flags: Flags): (metric: string) => ComparisonRule {
  excludeEachOther(flags, 'higher-is-better', 'lower-is-better');
  for (const name of ['higher-is-better', 'lower-is-better', 'minimal-difference']) {
    if (flags.has(name) && !flags.has('metric'))
      throw new UsageError(`--${name} needs --metric, whose it is`);
  }
  const minimalDifference = numberFrom(
    flags,
    'minimal-difference',
    (x) => x >= 0 && x < Infinity,
    'a number from 0',
  );
  const confidence = numberFrom(
    flags,
    'confidence',
    (x) => x > 0 && x < 1,
    'a number between 0 and 1, such as 0.95',
  );
  const direction = flags.has('higher-is-better') ? 'higher' : flags.has('lower-is-better') ? 'lower' : null;
  return (metric) => {
    const rule = defaultRule(metric);
    return {
      direction: direction ?? rule.direction,
      minimalDifference: minimalDifference ?? rule.minimalDifference,
      confidence: confidence ?? rule.confidence,
    };
  };
}

function numberFrom(flags: Flags, name: string, fits: (x: number) => boolean, takes: string): number | null {
  const given = flags.get(name);
  if (given === null) return null;
  const value = given.trim() === '' ? NaN : Number(given);
  if (!fits(value)) throw new UsageError(`--${name} takes ${takes}, and not ${JSON.stringify(given)}`);
  return value;
}

function excludeEachOther(flags: Flags, one: string, other: string): void {
  if (flags.has(one) && flags.has(other)) throw new UsageError(`--${one} and --${other} exclude each other`);
}

function describe(compared: readonly Compared[]): string[] {
  const shown = (value: number | null): string => (value === null ? '' : figureText(value));
  const confidence = compared[0]?.rule.confidence ?? 0;
  const header = [
    ...['metric', 'better', 'baseline', 'candidate', 'difference', 'std. error'],
    ...[`${figureText(100 * confidence)} % interval`, 'p', 'samples', 'verdict'],
  ];
  const rows = compared.map(({ metric, rule, interval, pValue, verdict, ground, ...figures }) => {
    const { direction, minimalDifference } = rule;
    const why = groundWords(ground);
    const name = comparisonVerdictNames[verdict].toLowerCase();
    return [
      printable(metric),
      minimalDifference === 0 ? direction : `${direction} by over ${figureText(minimalDifference)}`,
      shown(figures.baselineMean),
      shown(figures.candidateMean),
      shown(figures.meanDifference),
      shown(figures.standardError),
      interval === null ? '' : `${figureText(interval.low)} to ${figureText(interval.high)}`,
      pValue === null ? '' : String(Number(pValue.toPrecision(3))),
      samplesText(figures),
      why === null ? name : `${name}: ${why}`,
    ];
  });
  return tableLines(header, rows, new Set([2, 3, 4, 5, 7]));
}

/** `160 pairs`, `160 pairs, 3 left out`, `240 and 238` */
function samplesText({
  method,
  baselineCount,
  candidateCount,
  leftOutCount,
}: Pick<SampleComparison, 'method' | 'baselineCount' | 'candidateCount' | 'leftOutCount'>): string {
  if (method === 'unpaired') return `${baselineCount} and ${candidateCount}`;
  return `${candidateCount} pairs${leftOutCount === 0 ? '' : `, ${leftOutCount} left out`}`;
}
