import { parseArgs } from 'node:util';
import { describeRecipe } from '../drift/describeRecipe';
import { driftReport } from '../drift/driftReport';
import { isRecipeName, recipeNames, recipes, type Recipe } from '../drift/recipe';
import type { ColumnDrift, DriftReport } from '../drift/report';
import type { Result } from '../lib/result';
import type { TableProfile } from '../profile/profile';

/** What the command needs from outside. */
export interface DriftPorts {
  /** The profile of a file that is a table, or a sentence on why there is none. */
  readProfile(path: string): Promise<Result<TableProfile, string>>;
  writeOutput(text: string): void;
  writeError(text: string): void;
}

export const driftUsage = 'drift REFERENCE CURRENT [--recipe deciles|proportions|evidently|soda] [--json]';

/** Compares two tables; gives the exit status: 0, or 2 where the arguments or a file cannot be used. */
export async function drift(args: readonly string[], ports: DriftPorts): Promise<number> {
  const parsed = parseDriftArguments(args);
  if (typeof parsed === 'string') {
    ports.writeError(`${parsed}\nUsage: throughline ${driftUsage}\n`);
    return 2;
  }
  const [reference, current] = [
    await ports.readProfile(parsed.reference),
    await ports.readProfile(parsed.current),
  ];
  for (const side of [reference, current]) if (!side.ok) ports.writeError(`${side.error}\n`);
  if (!reference.ok || !current.ok) return 2;
  const report = driftReport(reference.value, current.value, parsed.recipe);
  ports.writeOutput(parsed.isJson ? `${JSON.stringify(jsonReport(report), null, 2)}\n` : textReport(report));
  return 0;
}

interface DriftArguments {
  readonly reference: string;
  readonly current: string;
  readonly recipe: Recipe;
  readonly isJson: boolean;
}

/** The arguments, or what is wrong with them. */
function parseDriftArguments(args: readonly string[]): DriftArguments | string {
  let parsed;
  try {
    parsed = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { recipe: { type: 'string', default: 'deciles' }, json: { type: 'boolean', default: false } },
    });
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  const [reference, current, ...rest] = parsed.positionals;
  if (reference === undefined || current === undefined || rest.length > 0) {
    return `Two files are needed, the reference and the current; ${parsed.positionals.length} given.`;
  }
  const { recipe, json } = parsed.values;
  if (!isRecipeName(recipe)) return `There is no recipe ${recipe}. Recipes: ${recipeNames.join(', ')}.`;
  return { reference, current, recipe: recipes[recipe], isJson: json };
}

function jsonReport({ recipe, columns }: DriftReport) {
  return {
    recipe,
    columns: columns.map(({ name, type, psi, maxError, band, bins }) => ({
      name,
      type,
      psi: finiteOrNull(psi),
      maxError: finiteOrNull(maxError),
      band,
      bins: bins.map(({ label, referenceShare, currentShare, contribution }) => ({
        label,
        referenceShare,
        currentShare,
        contribution,
      })),
    })),
  };
}

/** JSON has no infinity. */
function finiteOrNull(value: number | null): number | null {
  return value !== null && Number.isFinite(value) ? value : null;
}

const marks = { stable: '●', moderate: '■', significant: '▲', unknown: '?' } as const;
const counts = new Intl.NumberFormat('en-US');

function textReport(report: DriftReport): string {
  const nameWidth = Math.min(40, Math.max(6, ...report.columns.map((column) => column.name.length)));
  const lines = [
    `Recipe ${report.recipe.name}. ${describeRecipe(report.recipe).join(' ')}`,
    `Reference ${counts.format(report.referenceRowCount)} rows, current ${counts.format(report.currentRowCount)} rows.`,
    '',
    `  ${'column'.padEnd(nameWidth)}  ${'type'.padEnd(9)}  ${'PSI'.padStart(8)}  ${'chance'.padStart(7)}  band`,
    ...report.columns.flatMap((column) => [columnLine(column, nameWidth), ...binLines(column)]),
  ];
  return `${lines.join('\n')}\n`;
}

function columnLine(column: ColumnDrift, nameWidth: number): string {
  const error = column.maxError > 0 ? ` ± ${column.maxError.toPrecision(2)}` : '';
  const note = [column.presence === 'both' ? null : presenceWords[column.presence], column.typeNote];
  return [
    `${marks[column.band]} ${printable(column.name).padEnd(nameWidth)}`,
    column.type.padEnd(9),
    (column.psi === null ? '–' : column.psi.toFixed(4)).padStart(8),
    (column.chance === null ? '' : `< ${column.chance.q95.toFixed(3)}`).padStart(7),
    [`${column.band}${error}`, ...note.filter((words) => words !== null)].join('; '),
  ].join('  ');
}

const presenceWords = {
  referenceOnly: 'only in the reference',
  currentOnly: 'only in the current',
} as const;

const barWidth = 20;
const shownBins = 24;

/** Bars of a drifted column's bins; the rest is a `--json` away. */
function binLines(column: ColumnDrift): string[] {
  if (column.band === 'stable' || column.bins.length === 0) return [];
  const shown = column.bins.slice(0, shownBins);
  const most = Math.max(...shown.flatMap((bin) => [bin.referenceShare, bin.currentShare]));
  const labelWidth = Math.min(28, Math.max(...shown.map((bin) => bin.label.length)));
  const bar = (share: number) => '█'.repeat(Math.round((share / most) * barWidth)).padEnd(barWidth, '·');
  const percent = (share: number) => `${(share * 100).toFixed(1)} %`.padStart(7);
  const lines = shown.map(
    (bin) =>
      `      ${printable(bin.label).slice(0, labelWidth).padEnd(labelWidth)}  ${bar(bin.referenceShare)} ${percent(bin.referenceShare)}  ${bar(bin.currentShare)} ${percent(bin.currentShare)}  +${bin.contribution.toFixed(4)}`,
  );
  const hidden = column.bins.length - shown.length;
  return hidden > 0 ? [...lines, `      and ${counts.format(hidden)} more bins`] : lines;
}

/** Without control characters: a name must not move the cursor. */
function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, '�');
}
