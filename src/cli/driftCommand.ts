import process from 'node:process';
import { isRecipeName, recipeNames } from '../drift/recipe';
import { err, ok } from '../lib/result';
import type { ReadFailure } from '../table/reading';
import { jsonFlag, UsageError, type Command, type ExitStatus } from './command';
import { drift } from './drift';
import { printable } from './output';
import { describeFailureLine, failureOutput, readTableFile, sayWarnings } from './readFile';
import { readFlags, readOptionsOf } from './readFlags';

export const driftCommand: Command = {
  name: 'drift',
  synopsis: 'REFERENCE CURRENT',
  summary: 'Compares the columns of two tables: population stability index, bins and bands, with the recipe.',
  details: [
    '--json prints {recipe: {name, …all that it depends on}, columns: [{name, type, psi, maxError, band, bins: [{label, referenceShare, currentShare, contribution}]}]}; or, of the first file that cannot be read as a table, {path, failure: {kind, message, line?, column?, byteOffset?, badRows?}}, with exit status 2.',
  ],
  flags: [
    jsonFlag,
    { name: 'recipe', value: 'NAME', help: `how: ${recipeNames.join(', ')} (default: deciles)` },
    ...readFlags,
  ],
  argumentCount: { min: 2, max: 2 },
  async run({ arguments: paths, flags, output }): Promise<ExitStatus> {
    const recipe = flags.get('recipe') ?? 'deciles';
    if (!isRecipeName(recipe)) throw new UsageError(`the recipe ${JSON.stringify(recipe)} is not known`);
    const options = readOptionsOf(flags);
    const failures: { readonly path: string; readonly failure: ReadFailure }[] = [];
    const isJson = flags.has('json');
    const status = await drift(['--recipe', recipe, ...(isJson ? ['--json'] : []), '--', ...paths], {
      async readProfile(path) {
        const read = await readTableFile(path, options);
        if (read.ok) {
          sayWarnings(path, read.value.reading, output);
          return ok(read.value.profile);
        }
        failures.push({ path, failure: read.error });
        return err(printable(describeFailureLine(path, read.error)));
      },
      writeOutput: (text) => void process.stdout.write(text),
      writeError: (text) => output.message(text.trimEnd()),
    });
    const [first] = failures;
    if (isJson && first) output.json(failureOutput(first.path, first.failure));
    return status === 0 ? 0 : 2;
  },
};
