import type { CleanUpPreview } from '../../operations/bytes/cleanUp';
import type { Workspace } from '../../operations/core/workspace';
import { shortDigest } from '../../versioning/digest';
import { formatBytes, formatCounted } from '../shared/format';
import { TextLink } from '../shared/TextLink';
import classes from './Storage.module.css';

interface FreedListProps {
  readonly preview: CleanUpPreview;
  readonly workspace: Workspace;
}

/** The versions whose bytes would be freed, then the files that no version has any more. */
export function FreedList({ preview: { versions, files }, workspace }: FreedListProps) {
  const nameless = files.filter(({ names }) => names.length === 0);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, also by the keyboard
    <ul className={classes.freed} aria-label="What would be freed" tabIndex={0}>
      {versions.map(({ snapshotId, name, byteLength, fileCount }) => {
        const view = workspace.snapshots.get(snapshotId);
        return (
          <li key={snapshotId} className={classes.freedRow}>
            <span className={classes.freedName}>
              {view ? (
                <TextLink
                  to="/artifacts/$artifactId"
                  params={{ artifactId: view.artifactId }}
                  search={{ version: view.snapshot.sequence }}
                  inherit
                >
                  {name}
                </TextLink>
              ) : (
                name
              )}
            </span>
            <span className={classes.freedFigure}>
              {view?.snapshot.content === 'directory' && `${formatCounted(fileCount, 'file')}, `}
              {formatBytes(byteLength)}
            </span>
          </li>
        );
      })}
      {nameless.map(({ digest, byteLength }) => (
        <li key={digest} className={classes.freedRow}>
          <span className={classes.freedName}>
            A file of a version that was undone, {shortDigest(digest)}
          </span>
          <span className={classes.freedFigure}>{formatBytes(byteLength)}</span>
        </li>
      ))}
    </ul>
  );
}
