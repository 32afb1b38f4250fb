import type { Workspace } from '../../operations/core/workspace';
import type { Activity } from '../../state/activities';
import { notReadReason } from '../artifacts/noTableWords';
import { Digest } from '../shared/Digest';
import { formatBytes, formatCountOrNone, formatDuration } from '../shared/format';
import { tellApart } from '../shared/tellApart';
import { Unknown } from '../shared/Unknown';
import { resultLines, type ResultLine } from './resultLines';
import { ResultName } from './ResultName';
import classes from './ResultTable.module.css';
import { ResultWords } from './ResultWords';

/** What is left out on narrow screens, so that what happened has room. */
const extraNumber = `${classes.number} ${classes.extra}`;
const time = `${classes.number} ${classes.time}`;

interface ResultTableProps {
  readonly activity: Activity;
  readonly workspace: Workspace;
}

export function ResultTable({ activity, workspace }: ResultTableProps) {
  const lines = resultLines(activity, workspace);
  const names = tellApart(lines.map(({ path }) => path));
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolls sideways where it is narrow
    <div className={classes.frame} tabIndex={0} role="region" aria-label="What happened to each file">
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">What happened</th>
            <th scope="col" className={extraNumber}>
              Rows
            </th>
            <th scope="col" className={extraNumber}>
              Columns
            </th>
            <th scope="col" className={extraNumber}>
              Size
            </th>
            <th scope="col" className={classes.extra}>
              Digest
            </th>
            <th scope="col" className={time}>
              Time
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <Line key={line.id} line={line} shown={names.get(line.path) ?? line.path} activity={activity} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface LineProps {
  readonly line: ResultLine;
  readonly shown: string;
  readonly activity: Activity;
}

function Line({ line, shown, activity }: LineProps) {
  const { item, view } = line;
  const reading = view?.reading ?? null;
  const unread = view && <Unknown words="not read" why={notReadReason(view)} />;
  return (
    <tr>
      <td className={classes.name}>
        <ResultName line={line} shown={shown} />
      </td>
      <td className={classes.what}>
        <ResultWords line={line} onCancel={() => activity.cancelItem(item.id)} />
      </td>
      <td className={extraNumber}>{reading ? formatCountOrNone(reading.rowCount) : unread}</td>
      <td className={extraNumber}>{reading ? formatCountOrNone(reading.columns.length) : unread}</td>
      <td className={extraNumber}>{formatBytes(view?.snapshot.byteLength ?? item.byteLength)}</td>
      <td className={classes.extra}>{view && <Digest digest={view.snapshot.digest} />}</td>
      <td className={time}>{item.state.kind === 'snapshotted' && formatDuration(item.state.durationMs)}</td>
    </tr>
  );
}
