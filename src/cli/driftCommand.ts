import { withSimulatedChance } from '../drift/chanceOfReport';
import { isRecipeName, recipeNames, recipes } from '../drift/recipe';
import { driftReportWithTests } from '../drift/pValues';
import { withMixedColumns } from '../operations/comparing/mixedColumns';
import { jsonFlag, UsageError, type Command, type ExitStatus } from './command';
import { type DriftInput, driftJson, driftText } from './driftOutput';
import { printable } from './output';
import { describeFailureLine, failureOutput, sayWarnings } from './readFile';
import { readFlags, readOptionsOf } from './readFlags';
import { readTableAt } from './readPartitioned';

/** `drift`: compares two files column by column. */
export const driftCommand: Command = {
  details: [
    'Each side is a file, or a folder of the parts of one table, as `profile` reads it.',
    '--json prints {recipe: {name, version, …all that it depends on}, reference and current: {path, rowCount, warnings: [{kind, message, …}]}, columns: [{name, type, typeNote, presence, psi, maxError, band, reason, chance: {mean, q95, isSimulated}, drifted, disagreement, bins: [{label, kind, lower, upper, referenceCount, currentCount, referenceShare, currentShare, contribution}], statistics: [{name, value, maxError, pValue, adjustedPValue}]}]}. `presence` is both, referenceOnly or currentOnly. `reason` says why a band is unknown. `drifted` is true where the band is moderate or significant and PSI is above chance.q95, which 95 of 100 pairs of one distribution stay below. `disagreement` is a sentence where Kolmogorov–Smirnov finds what PSI does not.',
    'Of the first file that cannot be read as a table, --json prints {path, failure: {kind, message, line?, column?, byteOffset?, badRows?}}, with exit status 2.',
  ],
  flags: [
    jsonFlag,
    { name: 'recipe', value: 'NAME', help: `how: ${recipeNames.join(', ')} (default: deciles)` },
    ...readFlags,
  ],
  argumentCount: { min: 2, max: 2 },
  async run({ arguments: [reference = '', current = ''], flags, output }): Promise<ExitStatus> {
    const name = flags.get('recipe') ?? 'deciles';
    if (!isRecipeName(name)) throw new UsageError(`the recipe ${JSON.stringify(name)} is not known`);
    const options = readOptionsOf(flags);
    const isJson = flags.has('json');
    const paths = [reference, current];
    const sides: DriftInput[] = [];
    let isRefused = false;
    for (const path of paths) {
      const read = await readTableAt(path, options);
      if (read.ok) {
        sayWarnings(path, read.value.reading, output);
        sides.push({ path, ...read.value });
      } else {
        if (isJson && !isRefused) output.json(failureOutput(path, read.error));
        output.message(printable(describeFailureLine(path, read.error)));
        isRefused = true;
      }
    }
    const [before, after] = sides;
    if (isRefused || !before || !after) return 2;
    const report = withMixedColumns(
      withSimulatedChance(driftReportWithTests(before.profile, after.profile, recipes[name])),
      before.reading,
      after.reading,
    );
    if (isJson) output.json(driftJson(report, before, after));
    else for (const line of driftText(report, before, after)) output.line(line);
    return 0;
  },
};
