import type { ByteSource } from '../../lib/ports';
import { err, ok } from '../../lib/result';
import { chosenTable, type ContainerWords, otherTables } from '../chosenTable';
import type { ReadContext, ReadOutcome } from '../reading';
import { failureOf } from '../refusal';
import { SheetTable, StoppedBy } from './sheetTable';
import { scanSheet } from './sheetRows';
import { Workbook } from './workbook';

const words: ContainerWords = { container: 'workbook', table: 'sheet' };

/**
 * Reads one sheet of a workbook of Excel: the one that is asked for, else the first that is not hidden. Types are those of the values; a
 * number whose format shows a date or a time is one. Fails with `malformedXlsx`, and where it has no such sheet.
 */
export async function readXlsx(source: ByteSource, context: ReadContext): Promise<ReadOutcome> {
  const { options, text, cancellation } = context;
  try {
    const workbook = await Workbook.open(source, text, cancellation);
    const shownFirst = workbook.sheets.toSorted((a, b) => Number(a.isHidden) - Number(b.isHidden));
    const names = shownFirst.map(({ name }) => name);
    const name = chosenTable(names, options.table ?? null, words);
    const sheet = shownFirst[names.indexOf(name)]!;
    const table = new SheetTable(context);
    const cells = await workbook.cellContext();
    const counts = await scanSheet(
      await workbook.openSheet(sheet),
      sheet.path,
      cells,
      (row, rowNumber) => table.take(row, rowNumber),
      cancellation,
    );
    const { columnNames, warnings } = table.finish();
    const others = otherTables(names, name, words);
    const said = [...table.leftOut(), ...wordsOf(counts), ...others];
    return ok({ columnNames, warnings: [...warnings, ...said.map(asWarning)] });
  } catch (error) {
    cancellation.throwIfAborted();
    if (error instanceof StoppedBy) return err(error.failure);
    return err(failureOf(error, 'malformedXlsx'));
  }
}

function wordsOf({ errorCount, uncomputedCount }: Awaited<ReturnType<typeof scanSheet>>): readonly string[] {
  return [
    ...(errorCount === 0 ? [] : [`cells with an error such as #N/A are null: ${errorCount}`]),
    ...(uncomputedCount === 0
      ? []
      : [`cells with a formula that was never computed are null: ${uncomputedCount}`]),
  ];
}

const asWarning = (message: string) => ({ kind: 'other', message }) as const;
