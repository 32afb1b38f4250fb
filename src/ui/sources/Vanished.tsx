import type { NodeKey } from '../../lineage/graph';
import type { ImportSource } from '../../operations/audit/importSources';
import type { Workspace } from '../../operations/core/workspace';
import { formatCount, formatCounted } from '../shared/format';
import { TextLink } from '../shared/TextLink';
import classes from './Sources.module.css';

interface VanishedProps {
  readonly vanished: ImportSource['vanished'];
  readonly workspace: Workspace;
}

/** More are counted. */
const mostShown = 12;

/** What the latest import of a source did not tell of any more, each as a link to the graph. */
export function Vanished({ vanished, workspace }: VanishedProps) {
  const things = [
    ...vanished.jobs.flatMap((id) => {
      const name = workspace.jobs.get(id)?.job.name;
      return name === undefined ? [] : { key: `job:${id}` as NodeKey, name };
    }),
    ...vanished.artifacts.flatMap((id) => {
      const name = workspace.artifacts.get(id)?.name;
      return name === undefined ? [] : { key: `artifact:${id}` as NodeKey, name };
    }),
  ];
  if (things.length === 0 && vanished.linkCount === 0) return null;
  return (
    <p className={classes.vanished}>
      <strong>No longer in it: </strong>
      {things.slice(0, mostShown).map(({ key, name }, index) => (
        <span key={key}>
          {index > 0 && ', '}
          <TextLink to="/lineage" search={{ select: key, focus: key }} inherit>
            {name}
          </TextLink>
        </span>
      ))}
      {things.length > mostShown && ` and ${formatCount(things.length - mostShown)} more`}
      {things.length > 0 && '; '}
      {formatCounted(vanished.linkCount, 'link')}
    </p>
  );
}
