import { describeDisagreement, describeUnknown } from '../drift/describeColumn';
import { describeRecipe } from '../drift/describeRecipe';
import { hasDrifted, shownBand, type ShownBand } from '../drift/hasDrifted';
import { chanceText, psiText } from '../drift/psiText';
import type { Recipe } from '../drift/recipe';
import type { ColumnDrift, DriftReport } from '../drift/report';
import type { FinishedTable } from '../profile/tablePart';
import { printable, tableLines } from './output';
import { warningsOutput } from './readFile';

/** One side of the comparison, as it was read. */
export interface DriftInput extends FinishedTable {
  readonly path: string;
}

/** The report as `--json` prints it. */
export function driftJson({ recipe, columns }: DriftReport, reference: DriftInput, current: DriftInput) {
  const side = ({ path, reading }: DriftInput) => ({
    path,
    rowCount: reading.rowCount,
    warnings: warningsOutput(reading),
  });
  return {
    recipe,
    reference: side(reference),
    current: side(current),
    columns: columns.map((column) => columnJson(column, recipe)),
  };
}

function columnJson(column: ColumnDrift, recipe: Recipe) {
  const { name, type, typeNote, presence, psi, maxError, band, chance, bins, statistics } = column;
  return {
    name,
    type,
    typeNote,
    presence,
    psi,
    maxError,
    band,
    reason: describeUnknown(column, recipe),
    chance,
    drifted: hasDrifted(column),
    grows: column.grows === true,
    disagreement: describeDisagreement(column),
    bins,
    statistics,
  };
}

const counts = new Intl.NumberFormat('en-US');
const marks = {
  stable: '●',
  chance: '○',
  grows: '↗',
  moderate: '■',
  significant: '▲',
  unknown: '?',
} as const;
const bandWords: Partial<Record<ShownBand, string>> = { chance: 'within chance', grows: 'only grows' };

/** The report for people, a line each: a table of the columns, with the bins of those that drifted. */
export function driftText(report: DriftReport, reference: DriftInput, current: DriftInput): string[] {
  const { recipe, columns } = report;
  const side = ({ reading: { rowCount } }: DriftInput) =>
    `${counts.format(rowCount)} row${rowCount === 1 ? '' : 's'}`;
  const [header = '', ...lines] = tableLines(
    ['  column', 'type', 'PSI', 'chance', 'band'],
    columns.map((column) => columnCells(column, recipe)),
    new Set([2, 3]),
  );
  return [
    `Recipe ${recipe.name}, version ${recipe.version}. ${describeRecipe(recipe).join(' ')}`,
    `Reference ${side(reference)}, current ${side(current)}.`,
    '',
    header,
    ...lines.flatMap((line, at) => [line, ...detailLines(columns[at]!)]),
  ];
}

function columnCells(column: ColumnDrift, recipe: Recipe): string[] {
  const band = shownBand(column);
  const reason = describeUnknown(column, recipe);
  const notes = [column.typeNote, reason === column.typeNote ? null : reason];
  return [
    `${marks[band]} ${printable(column.name).slice(0, 40)}`,
    column.type,
    psiText(column, recipe),
    column.chance === null ? 'none' : `< ${chanceText(column)}`,
    [bandWords[band] ?? band, ...notes.filter((words) => words !== null)].map(printable).join('; '),
  ];
}

const barWidth = 20;
const shownBins = 24;

/** What disagrees with the band, and bars of a drifted column's bins; the rest is a `--json` away. */
function detailLines(column: ColumnDrift): string[] {
  const disagreement = describeDisagreement(column);
  const said = disagreement === null ? [] : [`      ${disagreement}`];
  return hasDrifted(column) ? [...said, ...binLines(column)] : said;
}

function binLines({ bins }: ColumnDrift): string[] {
  const shown = bins.slice(0, shownBins);
  const most = Math.max(...shown.flatMap((bin) => [bin.referenceShare, bin.currentShare]));
  const labelWidth = Math.min(28, Math.max(...shown.map((bin) => bin.label.length)));
  const bar = (share: number) => '█'.repeat(Math.round((share / most) * barWidth)).padEnd(barWidth, '·');
  const percent = (share: number) => `${(share * 100).toFixed(1)} %`.padStart(7);
  const lines = shown.map(
    (bin) =>
      `      ${printable(bin.label).slice(0, labelWidth).padEnd(labelWidth)}  ${bar(bin.referenceShare)} ${percent(bin.referenceShare)}  ${bar(bin.currentShare)} ${percent(bin.currentShare)}  +${bin.contribution.toFixed(4)}`,
  );
  const hidden = bins.length - shown.length;
  return hidden > 0 ? [...lines, `      and ${counts.format(hidden)} more bins`] : lines;
}
