import { compareSamples } from '../gates/compareSamples';
import type { ComparisonRule } from '../gates/comparisonVerdict';
import { byRowNumber, type Samples } from '../gates/samples';
import type { SampleTable } from '../formats/samples/sampleRows';
import { err } from '../lib/result';
import type { ColumnChoice } from '../operations/releases/measuredColumns';
import { sampleColumns, type AskedColumns } from '../operations/releases/sampleColumns';
import { setAsideWords } from '../operations/releases/sampleWords';
import { jsonFlag, type Command, type ExitStatus, type Flags } from './command';
import { comparisonRuleFlags, comparisonRuleOf, excludeEachOther } from './comparisonRuleFlags';
import { comparisonLines, pairingLine, type Compared, type Pairing } from './describeComparisons';
import { printable } from './output';
import { refuseFile } from './readFile';
import {
  metricFault,
  metricFlag,
  readSampleFile,
  samplesHelp,
  samplesOf,
  setAsideOutput,
} from './readSamples';

/** `throughline release compare`: a verdict for each metric that the baseline or the candidate has. */
export const releaseCompareCommand: Command = {
  details: [
    samplesHelp,
    "The command compares each metric that either file has. It compares pair by pair if one or several columns (or --cases) identify each row in both files, else by Welch's test. Ids, seeds, folds and steps are not metrics. The result says what was set aside, and why.",
    'The verdict is the first that holds. First, tooFew: fewer than two values or pairs a side. Then equal: every pair, or all values, are equal. Then noSpread: the values differ, and their spread is below rounding. Then better or worse: the whole interval lies beyond the minimal difference. Then equivalent: a minimal difference is set, and the whole interval lies within it. Last, cannotTell: the interval reaches across; more samples would narrow it.',
    '--json prints {pairing: {by: [column] | null, reason}, setAside: [{column, reason, message}], comparisons: [{metric, rule: {direction, minimalDifference, confidence}, method, pairedBy, candidateCount, baselineCount, candidateMissingCount, baselineMissingCount, leftOutCount, candidateMean, baselineMean, meanDifference, standardError, degreesOfFreedom, statistic, interval: {low, high}, pValue, verdict}]}. The difference is candidate − baseline. A file without such samples gives {path, failure: {kind, message, …}}, with exit status 2.',
    'The exit status is 1 if the candidate is worse on any metric.',
  ],
  flags: [
    jsonFlag,
    {
      ...metricFlag,
      help: 'the column that is compared; without it, each of numbers but ids, seeds, folds and steps',
    },
    ...comparisonRuleFlags,
    { name: 'paired', value: null, help: 'only pair by pair; row by row where no column names the rows' },
    { name: 'unpaired', value: null, help: 'by the means alone' },
    { name: 'cases', value: 'COLUMNS', help: 'what each row is of, in both files; commas between several' },
  ],
  argumentCount: { min: 2, max: 2 },
  async run({ arguments: paths, flags, output }): Promise<ExitStatus> {
    const ruleOf = comparisonRuleOf(flags);
    excludeEachOther(flags, 'paired', 'unpaired');
    excludeEachOther(flags, 'unpaired', 'cases');
    const tables: SampleTable[] = [];
    for (const path of paths) {
      const table = await readSampleFile(path);
      if (!table.ok) return refuseFile(path, table.error, flags, output);
      tables.push(table.value);
    }
    const { metrics, cases: found, setAside } = sampleColumns(tables, askedOf(flags, tables));
    const cases = found ? { columns: found } : flags.has('paired') ? 'rowNumber' : null;
    const sides: ReadonlyMap<string, Samples>[] = [];
    for (const [at, table] of tables.entries()) {
      const fault = metricFault(table, flags.get('metric'), metrics);
      const samples = fault ? err(fault) : samplesOf(table, metrics, cases);
      if (!samples.ok) return refuseFile(paths[at]!, samples.error, flags, output);
      sides.push(samples.value);
    }
    const compared = compareAll(metrics, sides[0]!, sides[1]!, ruleOf);
    const message = flags.has('paired') ? pairingFault(tables, cases, compared) : null;
    if (message !== null) return refuseFile(paths[1]!, { kind: 'unsupported', message }, flags, output);
    const pairing = pairingOf(cases, flags);
    if (flags.has('json'))
      output.json({ pairing, setAside: setAside.map(setAsideOutput), comparisons: compared });
    else {
      const left = setAsideWords(setAside);
      const notes = [pairingLine(pairing), ...(left === null ? [] : [printable(left)])];
      for (const line of [...comparisonLines(compared), '', ...notes]) output.line(line);
    }
    return compared.some(({ verdict }) => verdict === 'worse') ? 1 : 0;
  },
};

/** Why rows that have to be paired are not; null where they are. */
function pairingFault(
  tables: readonly SampleTable[],
  cases: ColumnChoice['cases'],
  compared: readonly Compared[],
): string | null {
  if (cases === 'rowNumber' && tables.some((table) => sampleColumns([table]).cases !== null))
    return 'no column names two rows of both files, and rows that have names are not paired by their place';
  const unpaired = compared.find(
    ({ method, meanDifference }) => method === 'unpaired' && meanDifference !== null,
  );
  return unpaired ? `fewer than two cases of ${unpaired.metric} are in both files` : null;
}

/** What the flags say of the columns. */
function askedOf(flags: Flags, tables: readonly SampleTable[]): AskedColumns {
  const metric = flags.get('metric');
  if (flags.has('unpaired')) return { metric, cases: null };
  const given = flags.get('cases');
  if (given === null) return { metric, cases: 'find' };
  const isOne = tables.some(({ columnNames }) => columnNames.includes(given));
  return { metric, cases: isOne ? [given] : given.split(',').map((name) => name.trim()) };
}

function pairingOf(cases: ColumnChoice['cases'], flags: Flags): Pairing {
  if (cases === 'rowNumber') return { by: byRowNumber, reason: null };
  if (cases !== null) return { by: cases.columns, reason: null };
  const reason = flags.has('unpaired')
    ? '--unpaired was asked for'
    : 'no column names each row once in both files with two rows in common, nor do two or three together';
  return { by: null, reason };
}

function compareAll(
  metrics: readonly string[],
  baseline: ReadonlyMap<string, Samples>,
  candidate: ReadonlyMap<string, Samples>,
  ruleOf: (metric: string) => ComparisonRule,
): readonly Compared[] {
  const none = { values: [], cases: null };
  return metrics.toSorted().map((metric) => {
    const rule = ruleOf(metric);
    const comparison = compareSamples(candidate.get(metric) ?? none, baseline.get(metric) ?? none, rule);
    return { metric, rule, ...comparison };
  });
}
