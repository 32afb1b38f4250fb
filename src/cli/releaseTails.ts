import { tailOf } from '../gates/tail';
import { jsonFlag, type Command, type ExitStatus } from './command';
import { figureText, printable, tableLines } from './output';
import { refuseFile } from './readFile';
import { metricFlag, readSampleFile, samplesHelp, samplesOf } from './readSamples';

const figures = ['count', 'min', 'mean', 'p50', 'p95', 'p99', 'max'] as const;

export const releaseTailsCommand: Command = {
  name: 'release tails',
  synopsis: 'SAMPLES',
  summary: 'Prints p50, p95 and p99 of samples, such as latencies.',
  details: [
    samplesHelp,
    "--json prints {tails: [{metric, count, min, mean, p50, p95, p99, max}]}; percentiles are numpy's linear ones. A file without such samples gives {path, failure: {kind, message, …}}, and the exit status is 2.",
  ],
  flags: [jsonFlag, metricFlag],
  argumentCount: { min: 1, max: 1 },
  async run({ arguments: [path = ''], flags, output }): Promise<ExitStatus> {
    const table = await readSampleFile(path);
    const samples = table.ok ? samplesOf(table.value, flags.get('metric'), null) : table;
    if (!samples.ok) return refuseFile(path, samples.error, flags, output);
    const tails = [...samples.value].map(([metric, { values }]) => ({ metric, ...tailOf(values)! }));
    if (flags.has('json')) {
      output.json({ tails });
      return 0;
    }
    const header = ['metric', 'values', ...figures.slice(1)];
    const rows = tails.map((tail) => [
      printable(tail.metric),
      ...figures.map((name) => figureText(tail[name])),
    ]);
    for (const line of tableLines(header, rows, new Set(figures.map((_, at) => at + 1)))) output.line(line);
    return 0;
  },
};
