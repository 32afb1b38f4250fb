import { Button, Group } from '@mantine/core';

import type { TableOffer } from '../../operations/taking/tableOffers';
import { formatCounted } from '../shared/format';
import classes from './ResultTable.module.css';

interface TablesOfferProps {
  /** What the dropped folder is called. */
  readonly dropped: string;
  readonly tables: readonly TableOffer[];
  /** Takes the folder once more, with exactly these folders as one table each. */
  readonly onTake: (folders: readonly string[]) => void;
}

/** Offers to take files of one schema as one table, and a table in parts as files again. */
export function TablesOffer({ dropped, tables, onTake }: TablesOfferProps) {
  const taken = tables.filter(({ isTaken }) => isTaken).map(({ folder }) => folder);
  return (
    <div className={classes.offer} role="group" aria-label={`Tables in parts of ${dropped}`}>
      {tables.map((offer) => {
        const { folder, fileCount, columns, isTaken } = offer;
        const name = folder === '' ? dropped : `${dropped}/${folder}`;
        return (
          <Group key={folder} gap={8}>
            <span>{isTaken ? `${name} is one table.` : wordsOf(name, fileCount, columns)}</span>
            <Button
              size="compact-xs"
              variant="default"
              aria-label={isTaken ? `Take the files of ${name} apart` : `Take ${name} as one table`}
              onClick={() => onTake(isTaken ? taken.filter((each) => each !== folder) : [...taken, folder])}
            >
              {isTaken ? 'Take its files apart' : 'Take as one table'}
            </Button>
          </Group>
        );
      })}
    </div>
  );
}

/** `3 files of one schema in orders, by dt` */
function wordsOf(name: string, fileCount: number, columns: readonly string[]): string {
  const by = columns.length === 0 ? '' : `, by ${columns.join(', ')}`;
  return `${formatCounted(fileCount, 'file')} of one schema in ${name}${by}.`;
}
