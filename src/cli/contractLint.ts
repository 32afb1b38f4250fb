import { lintContract, type LintProblem } from '../formats/odcs/lintContract';
import { jsonFlag, type Command, type ExitStatus } from './command';
import { printable } from './output';
import { readText } from './readText';

/** What `--json` prints of one file. */
type LintedFile =
  | { readonly path: string; readonly problems: readonly LintProblem[] }
  | {
      readonly path: string;
      readonly failure: { readonly kind: string; readonly message: string; readonly place: string };
    };

/**
 * `throughline contract lint`: what the JSON Schema of a contract's own version refuses, and what is easily misread.
 */
export const contractLintCommand: Command = {
  details: [
    'Errors are what the schema of the contract’s apiVersion refuses. Warnings are rules that cannot be checked, names that stand twice, and ranges, whose ends the standard and its tool read differently.',
    'Exit status 0: no error; 1: an error, or with --strict a warning; 2: a file cannot be read.',
    '--json prints {files: [{path, problems: [{pointer, line, column, level, message}]}]}; a file that cannot be read stands in its place as {path, failure: {kind, message, place}}.',
  ],
  flags: [jsonFlag, { name: 'strict', value: null, help: 'exit with 1 for warnings, too' }],
  argumentCount: { min: 1, max: Number.POSITIVE_INFINITY },
  async run({ arguments: paths, flags, output }): Promise<ExitStatus> {
    const files: LintedFile[] = [];
    for (const path of paths) files.push(await lintFile(path));
    if (flags.has('json')) output.json({ files });
    else files.flatMap(linesOf).forEach((line) => output.line(printable(line)));
    for (const file of files)
      if ('failure' in file)
        output.message(
          printable(
            [`${file.path}:`, file.failure.place, file.failure.message]
              .filter((part) => part !== '')
              .join(' '),
          ),
        );
    const problems = files.flatMap((file) => ('problems' in file ? file.problems : []));
    const isBad = problems.some(({ level }) => level === 'error' || flags.has('strict'));
    if (isBad) return 1;
    return files.some((file) => 'failure' in file) ? 2 : 0;
  },
};

async function lintFile(path: string): Promise<LintedFile> {
  const text = await readText(path);
  const linted = text.ok ? lintContract(text.value) : text;
  if (linted.ok) return { path, problems: linted.value };
  const { place, message } = linted.error;
  return { path, failure: { kind: text.ok ? 'malformed' : text.error.kind, message, place } };
}

function linesOf(file: LintedFile): readonly string[] {
  if ('failure' in file) return [];
  if (file.problems.length === 0) return [`${file.path}: nothing to say`];
  return file.problems.map(
    ({ line, column, level, message, pointer }) =>
      `${file.path}:${line}:${column}: ${level}: ${message} (${pointer || '/'})`,
  );
}
