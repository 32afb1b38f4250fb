import { describeWarnings } from '../../operations/taking/describeReading';
import type { SnapshotView } from '../../operations/core/workspace';
import { noTableWords } from '../artifacts/noTableWords';
import { formatCounted } from '../shared/format';
import { parentOf } from './inspected';
import { Section } from './Facts';
import classes from './Inspector.module.css';
import { useInspector } from './inspectorContext';

/** The columns with their types, and what is new against the parent version. */
export function SchemaTab({ snapshot }: { readonly snapshot: SnapshotView | null }) {
  const { workspace } = useInspector();
  if (!snapshot?.reading) {
    return (
      <p className={classes.quiet}>{snapshot ? noTableWords(snapshot) : 'No version of it is known yet.'}</p>
    );
  }
  const { columns, warnings } = snapshot.reading;
  const parent = parentOf(workspace, snapshot);
  const before = parent?.reading
    ? new Map(parent.reading.columns.map((column) => [column.name, column]))
    : null;
  const dropped = before
    ? [...before.keys()].filter((name) => !columns.some((column) => column.name === name))
    : [];
  return (
    <>
      <table className={classes.table}>
        <caption className={classes.quiet}>
          {formatCounted(columns.length, 'column')}
          {parent && before && `, compared with v${parent.snapshot.sequence}`}
        </caption>
        <thead>
          <tr>
            <th scope="col">Column</th>
            <th scope="col">Type</th>
            <th scope="col">Nulls</th>
            {before && <th scope="col">Change</th>}
          </tr>
        </thead>
        <tbody>
          {columns.map((column) => {
            const old = before?.get(column.name);
            return (
              <tr key={column.name}>
                <th scope="row">{column.name}</th>
                <td>{column.type}</td>
                <td>{column.nullable ? 'some' : 'none'}</td>
                {before && (
                  <td className={classes.change}>
                    {!old
                      ? 'new'
                      : [
                          old.type === column.type ? '' : `was ${old.type}`,
                          old.nullable === column.nullable ? '' : old.nullable ? 'had nulls' : 'had no nulls',
                        ]
                          .filter((part) => part !== '')
                          .join(', ')}
                  </td>
                )}
              </tr>
            );
          })}
          {dropped.map((name) => (
            <tr key={`dropped ${name}`} className={classes.dropped}>
              <th scope="row">{name}</th>
              <td>{before?.get(name)?.type}</td>
              <td>not there</td>
              <td className={classes.change}>no longer there</td>
            </tr>
          ))}
        </tbody>
      </table>
      {warnings.length > 0 && (
        <Section title="Notes from reading it">
          <ul className={classes.reasons}>
            {describeWarnings(warnings).map((words) => (
              <li key={words}>{words}</li>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}
