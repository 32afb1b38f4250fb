import { assertNever } from '../../lib/assertNever';
import type { ReplayStep, ReplayThing } from './replayPlan';

/** How a plan can be written. */
export const planFormats = ['sh', 'md', 'json'] as const;
/** One of them. */
export type PlanFormat = (typeof planFormats)[number];

/** A plan as a file of that format. */
export function replayText(steps: readonly ReplayStep[], format: PlanFormat): string {
  switch (format) {
    case 'sh':
      return replayScript(steps);
    case 'md':
      return replayMarkdown(steps);
    case 'json':
      return `${JSON.stringify({ steps }, null, 2)}\n`;
    default:
      return assertNever(format);
  }
}

/** A plan as a shell script: it checks the inputs of each step, and stops where a command is not known. DVC runs its own steps. */
export function replayScript(steps: readonly ReplayStep[]): string {
  const body = inDvcGroups(steps).flatMap(({ group, isDvc }) => [
    '',
    ...group.flatMap((step) => headOf(step, steps)),
    ...readFromOutside(group).flatMap(checksOf),
    ...(isDvc ? [dvcCommand(group)] : group.map(commandOf)),
    ...group.flatMap(({ outputs }) =>
      outputs.map((each) => `# wrote ${plain(each.name)}${digestNote(each)}`),
    ),
  ]);
  return ['#!/bin/sh', 'set -eu', ...body, ''].join('\n');
}

/** A plan as Markdown. */
export function replayMarkdown(steps: readonly ReplayStep[]): string {
  const body = inDvcGroups(steps).flatMap(({ group, isDvc }) => [
    ...group.flatMap((step) => [
      `## ${steps.indexOf(step) + 1}. ${plain(step.job)}`,
      '',
      ...[`run ${step.run}`, ...notesOf(step)].map((note) => `- ${plain(note)}`),
      ...step.inputs.map((each) => `- reads ${plain(each.name)}:${digestNote(each) || ' digest not known'}`),
      ...step.outputs.map(
        (each) => `- writes ${plain(each.name)}:${digestNote(each) || ' digest not known'}`,
      ),
      '',
      ...(step.command === null
        ? isDvc
          ? []
          : ['No command is recorded.', '']
        : [...(isDvc ? ['DVC runs:', ''] : []), ...fenced(step.command), '']),
    ]),
    ...(isDvc ? [...fenced(dvcCommand(group)), ''] : []),
  ]);
  return ['# Replay plan', '', ...body].join('\n');
}

interface StepGroup {
  readonly group: readonly ReplayStep[];
  readonly isDvc: boolean;
}

/** Steps of DVC that follow one another are one call of it; every other step is a group of its own. */
function inDvcGroups(steps: readonly ReplayStep[]): readonly StepGroup[] {
  const groups: { group: ReplayStep[]; isDvc: boolean }[] = [];
  for (const step of steps) {
    const isDvc = step.dvcTarget !== null;
    const last = groups.at(-1);
    if (isDvc && last?.isDvc) last.group.push(step);
    else groups.push({ group: [step], isDvc });
  }
  return groups;
}

/** `--force` runs what DVC holds to be unchanged, too: a replay is to run. */
function dvcCommand(group: readonly ReplayStep[]): string {
  const targets = new Set(group.flatMap(({ dvcTarget }) => dvcTarget ?? []));
  return `dvc repro --force ${[...targets].map(word).join(' ')}`;
}

function commandOf({ command, job }: ReplayStep): string {
  return command === null
    ? `echo ${quoted(`no command is recorded of ${plain(job)}`)} >&2; exit 2`
    : command.trimEnd();
}

/** What a group reads and does not make itself, each once. */
function readFromOutside(group: readonly ReplayStep[]): readonly ReplayThing[] {
  const made = new Set(group.flatMap(({ outputs }) => outputs.map(({ name }) => name)));
  const read = new Map<string, ReplayThing>();
  for (const { inputs } of group)
    for (const each of inputs) if (group.length === 1 || !made.has(each.name)) read.set(each.name, each);
  return [...read.values()];
}

/** DVC names a folder by the MD5 of its list of files, which no program but DVC checks. */
function checksOf({ name, digest, md5 }: ReplayThing): readonly string[] {
  const check = (known: string, program: string): string =>
    `printf '%s  %s\\n' ${known} ${quoted(name)} | ${program} -c -`;
  if (digest !== null) return [check(digest, 'sha256sum')];
  return md5 !== null && /^[0-9a-f]{32}$/.test(md5) ? [check(md5, 'md5sum')] : [];
}

function headOf(step: ReplayStep, steps: readonly ReplayStep[]): readonly string[] {
  const { dvcTarget, command } = step;
  return [
    `# ${steps.indexOf(step) + 1} of ${steps.length}: ${plain(step.job)}, run ${plain(step.run)}`,
    ...notesOf(step).map((note) => `# ${plain(note)}`),
    ...(dvcTarget !== null && command !== null ? [`# DVC runs: ${plain(command)}`] : []),
  ];
}

function notesOf({ description, codeVersion, environment, parameters, seed }: ReplayStep): readonly string[] {
  return [
    ...(description === null ? [] : [`described as: ${description}`]),
    `code: ${codeVersion ?? 'not recorded'}`,
    `environment: ${environment ?? 'not recorded'}`,
    ...Object.entries(parameters).map(([name, value]) => `parameter ${name} = ${JSON.stringify(value)}`),
    ...(seed === null ? [] : [`seed: ${seed}`]),
  ];
}

function digestNote({ digest, md5 }: ReplayThing): string {
  return digest !== null ? ` ${digest}` : md5 !== null ? ` md5 ${md5}` : '';
}

function fenced(text: string): readonly string[] {
  return ['~~~~sh', text.replaceAll(/^~{4}/gm, ' ~~~~').trimEnd(), '~~~~'];
}

/** On one line: a name may hold what ends a comment. */
function plain(text: string): string {
  // oxlint-disable-next-line no-control-regex -- these are what must not stand in a comment
  return text.replaceAll(/[\u0000-\u001f\u007f\u2028\u2029]+/g, ' ');
}

/** An argument of a command; quoted only where it has to be. */
function word(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : quoted(text);
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
