import { tailOf } from '../gates/tail';
import { sampleColumns } from '../operations/releases/sampleColumns';
import { setAsideWords } from '../operations/releases/sampleWords';
import { jsonFlag, type Command, type ExitStatus } from './command';
import { countOrNone, figureText, printable, tableLines } from './output';
import { refuseFile } from './readFile';
import {
  metricFault,
  metricFlag,
  readSampleFile,
  samplesHelp,
  samplesOf,
  setAsideOutput,
} from './readSamples';

const figures = ['min', 'mean', 'p50', 'p95', 'p99', 'max'] as const;
const noFigures = { min: null, mean: null, p50: null, p95: null, p99: null, max: null };

/** `release tails`: prints the percentiles of samples. */
export const releaseTailsCommand: Command = {
  details: [
    samplesHelp,
    "--json prints {tails: [{metric, count, missingCount, min, mean, p50, p95, p99, max}], setAside: [{column, reason, message}]}; percentiles are numpy's linear ones. A file without such samples gives {path, failure: {kind, message, …}}, and the exit status is 2.",
  ],
  flags: [jsonFlag, metricFlag],
  argumentCount: { min: 1, max: 1 },
  async run({ arguments: [path = ''], flags, output }): Promise<ExitStatus> {
    const table = await readSampleFile(path);
    if (!table.ok) return refuseFile(path, table.error, flags, output);
    const asked = flags.get('metric');
    const { metrics, setAside } = sampleColumns([table.value], { metric: asked, cases: null });
    const fault = metricFault(table.value, asked, metrics);
    if (fault) return refuseFile(path, fault, flags, output);
    const samples = samplesOf(table.value, metrics, null);
    if (!samples.ok) return refuseFile(path, samples.error, flags, output);
    const tails = [...samples.value].map(([metric, { values, missingCount }]) => ({
      metric,
      count: values.length,
      missingCount,
      ...(tailOf(values) ?? noFigures),
    }));
    if (flags.has('json')) {
      output.json({ tails, setAside: setAside.map(setAsideOutput) });
      return 0;
    }
    const rows = tails.map((tail) => [
      printable(tail.metric),
      countOrNone(tail.count),
      countOrNone(tail.missingCount),
      ...figures.map((name) => (tail[name] === null ? 'none' : figureText(tail[name]))),
    ]);
    const header = ['metric', 'values', 'missing', ...figures];
    const right = new Set(header.map((_, at) => at).slice(1));
    for (const line of tableLines(header, rows, right)) output.line(line);
    const left = setAsideWords(setAside);
    if (left !== null) {
      output.line('');
      output.line(printable(left));
    }
    return 0;
  },
};
