import { describeWarnings } from '../../operations/taking/describeReading';
import type { SnapshotView } from '../../operations/core/workspace';
import type { Reading } from '../../table/reading';
import type { ColumnSchema } from '../../table/schema';
import { noTableWords } from '../artifacts/noTableWords';
import { ClaimNote } from '../shared/ClaimNote';
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
      <ClaimNote versions={[snapshot]} />
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
                {before && <td className={classes.change}>{changeWords(old, column)}</td>}
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
      <Notes warnings={warnings} />
    </>
  );
}

function changeWords(old: ColumnSchema | undefined, { type, nullable }: ColumnSchema): string {
  if (!old) return 'new';
  const parts = [
    old.type === type ? '' : `was ${old.type}`,
    old.nullable === nullable ? '' : old.nullable ? 'had nulls' : 'had no nulls',
  ];
  return parts.filter((part) => part !== '').join(', ');
}

function Notes({ warnings }: { readonly warnings: Reading['warnings'] }) {
  if (warnings.length === 0) return null;
  return (
    <Section title="Notes from reading it">
      <ul className={classes.reasons}>
        {describeWarnings(warnings).map((words) => (
          <li key={words}>{words}</li>
        ))}
      </ul>
    </Section>
  );
}
