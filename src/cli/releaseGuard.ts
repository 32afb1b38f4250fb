import type { GuardrailsFault } from '../formats/guardrails/parseRules';
import { readGuardrails, type GuardrailTable } from '../formats/guardrails/readGuardrails';
import type { SampleTable } from '../formats/samples/sampleRows';
import { applyGuardrail, worstVerdict, type GuardrailResult } from '../gates/applyGuardrail';
import {
  guardrailActions,
  guardrailStatistics,
  type Guardrail,
  type GuardrailComparison,
} from '../gates/guardrail';
import { guardrailFault } from '../gates/guardrailFault';
import { ok, type Result } from '../lib/result';
import { digitsApartFromAll } from '../lib/digitsApart';
import { rulesWords } from '../operations/releases/guardrailWords';
import { guardrailGap, guardrailVerdictNames } from '../operations/releases/verdictWords';
import type { ReadFailure } from '../table/reading';
import { jsonFlag, UsageError, type Command, type ExitStatus, type Flags } from './command';
import { countOrNone, figureText, printable, tableLines } from './output';
import { refuseFile } from './readFile';
import { metricFlag, readSampleFile, samplesHelp, samplesOf } from './readSamples';
import { readText } from './readText';

/** A guardrail held against samples. */
type Guarded = GuardrailTable & GuardrailResult;

/** `throughline release guard`: holds samples against guardrails; exits with 1 where one blocks or cannot judge. */
export const releaseGuardCommand: Command = {
  details: [
    samplesHelp,
    'A guardrail is a decision table over one metric: the first rule that a value meets decides, and a value that meets none is allowed. It judges each value, or one figure of all of them. If a value is missing, the verdict is at least unknown, unless `missing` says what that gives. --rules takes a JSON or YAML file with one guardrail or a list of them: {name, metric, statistic, rules: [{comparison: "atLeast"|"above"|"atMost"|"below", threshold, action: "allow"|"escalate"|"block"}], missing: "allow"|"escalate"|"block"}. The name and missing are optional. --block and --escalate state rules in words, such as --block "above 180" --escalate "at least 150". The rule that blocks comes first.',
    '--json prints {verdict, guardrails: [{name, metric, statistic, rules, missing?, verdict, counts: {allow, escalate, block}, sampleCount, missingCount, figure}]}; the verdict of all is the worst: block, escalate, unknown, allow. A file that cannot be used gives {path, failure: {kind, message, …}}, and the exit status is 2.',
    'The exit status is 1 if the verdict is block or a guardrail is unknown. It is also 1 if a guardrail saw a missing value and does not say what that gives. A metric without samples does not pass, nor does one that lacks some.',
  ],
  flags: [
    jsonFlag,
    { name: 'rules', value: 'FILE', help: 'guardrails as JSON or YAML' },
    { ...metricFlag, help: 'the column that --block and --escalate judge' },
    {
      name: 'statistic',
      value: 'NAME',
      help: `what of it: ${guardrailStatistics.join(', ')} (default: each)`,
    },
    { name: 'block', value: 'RULE', help: 'what blocks: above, at least, below or at most a number' },
    { name: 'escalate', value: 'RULE', help: 'what escalates' },
    {
      name: 'missing',
      value: 'ACTION',
      help: `what a missing value gives: ${guardrailActions.join(', ')} (default: unknown, which is no pass)`,
    },
  ],
  argumentCount: { min: 1, max: 1 },
  async run({ arguments: [path = ''], flags, output }): Promise<ExitStatus> {
    const typed = typedGuardrail(flags);
    const rulesPath = flags.get('rules') ?? '';
    const tables = typed ? ok([typed]) : await readRules(rulesPath);
    if (!tables.ok) {
      const { place, message } = tables.error;
      if (flags.has('json'))
        output.json({ path: rulesPath, failure: { kind: 'malformedRules', message, place } });
      output.message(printable([rulesPath, place, message].filter(Boolean).join(': ')));
      return 2;
    }
    const table = await readSampleFile(path);
    const guarded = table.ok ? guard(table.value, tables.value) : table;
    if (!guarded.ok) return refuseFile(path, guarded.error, flags, output);
    const verdict = worstVerdict(guarded.value.map((each) => each.verdict));
    if (flags.has('json')) output.json({ verdict, guardrails: guarded.value });
    else describe(guarded.value).forEach((line) => output.line(line));
    return guarded.value.every(passes) ? 0 : 1;
  },
};

/** The one guardrail that flags say; null where `--rules` names a file of them. Throws `UsageError`. */
function typedGuardrail(flags: Flags): GuardrailTable | null {
  if (flags.has('rules')) {
    const other = ['metric', 'statistic', 'block', 'escalate', 'missing'].find((name) => flags.has(name));
    if (other !== undefined) throw new UsageError(`--rules and --${other} exclude each other`);
    return null;
  }
  const metric = flags.get('metric');
  const rules = (['block', 'escalate'] as const).flatMap((action) => ruleFrom(flags, action) ?? []);
  if (metric === null || rules.length === 0)
    throw new UsageError('release guard takes --rules FILE, or --metric with --block or --escalate');
  const given = flags.get('statistic') ?? 'each';
  const statistic = guardrailStatistics.find((each) => each === given);
  if (!statistic)
    throw new UsageError(
      `--statistic takes ${guardrailStatistics.join(', ')}, and not ${JSON.stringify(given)}`,
    );
  const missing = missingFrom(flags);
  const table = { name: `${statistic} of ${metric}`, metric, statistic, rules, ...(missing && { missing }) };
  const fault = guardrailFault(table);
  if (fault !== null) throw new UsageError(fault);
  return table;
}

function missingFrom(flags: Flags): GuardrailTable['missing'] {
  const given = flags.get('missing');
  const action = guardrailActions.find((each) => each === given);
  if (given !== null && !action)
    throw new UsageError(`--missing takes ${guardrailActions.join(', ')}, and not ${JSON.stringify(given)}`);
  return action;
}

const comparisons: Readonly<Record<string, GuardrailComparison>> = {
  'at least': 'atLeast',
  above: 'above',
  'at most': 'atMost',
  below: 'below',
};

/** `above 180`, as the page says it. */
function ruleFrom(flags: Flags, action: 'block' | 'escalate'): Guardrail['rules'][number] | null {
  const given = flags.get(action);
  if (given === null) return null;
  const [, words = '', figure = ''] = /^(at least|above|at most|below) +(\S+)$/.exec(given.trim()) ?? [];
  const [comparison, threshold] = [comparisons[words], Number(figure)];
  if (!comparison || !Number.isFinite(threshold)) {
    const takes = `above, at least, below or at most a number, such as "above 180"`;
    throw new UsageError(`--${action} takes ${takes}, and not ${JSON.stringify(given)}`);
  }
  return { comparison, threshold, action };
}

async function readRules(path: string): Promise<Result<readonly GuardrailTable[], GuardrailsFault>> {
  const text = await readText(path);
  return text.ok ? readGuardrails(text.value) : text;
}

function guard(
  table: SampleTable,
  guardrails: readonly GuardrailTable[],
): Result<readonly Guarded[], ReadFailure> {
  const guarded: Guarded[] = [];
  for (const guardrail of guardrails) {
    const samples = samplesOf(table, [guardrail.metric], null);
    if (!samples.ok) return samples;
    guarded.push({
      ...guardrail,
      ...applyGuardrail(guardrail, samples.value.get(guardrail.metric) ?? { values: [] }),
    });
  }
  return ok(guarded);
}

/** Escalating is for a person to decide; what blocks, and what could not judge every value, does not pass. */
function passes({ verdict, missingCount, missing }: Guarded): boolean {
  return verdict !== 'block' && verdict !== 'unknown' && (missingCount === 0 || missing !== undefined);
}

function describe(guarded: readonly Guarded[]): string[] {
  const rows = guarded.map((each) => {
    const { name, verdict, counts, sampleCount, missingCount, figure, rules } = each;
    const gap = guardrailGap(each);
    const thresholds = rules.map(({ threshold }) => threshold);
    return [
      printable(name),
      countOrNone(sampleCount),
      countOrNone(missingCount),
      figure === null ? 'none' : figureText(figure, digitsApartFromAll(figure, thresholds, 6)),
      ...guardrailActions.map((action) => countOrNone(counts[action])),
      printable(rulesWords(each)),
      `${guardrailVerdictNames[verdict].toLowerCase()}${gap === null ? '' : `: ${gap}`}`,
    ];
  });
  const header = ['guardrail', 'values', 'missing', 'figure', ...guardrailActions, 'rules', 'verdict'];
  return tableLines(header, rows, new Set([1, 2, 3, 4, 5, 6]));
}
