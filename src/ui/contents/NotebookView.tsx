import { ScrollPlace } from '../shared/ScrollPlace';
import classes from './Contents.module.css';
import type { NotebookCell } from './contentsOf';

/** The cells of a notebook with what they gave; text is text, and nothing of it runs. */
export function NotebookView({
  cells,
  label,
}: {
  readonly cells: readonly NotebookCell[];
  readonly label: string;
}) {
  if (cells.length === 0) return <p className={classes.how}>The notebook has no cells.</p>;
  return (
    <ScrollPlace className={classes.scroll} label={label}>
      {cells.map(({ kind, source, count, outputs }, at) => (
        // oxlint-disable-next-line react/no-array-index-key -- cells have no other name than their place
        <div key={at} className={classes.cellBox}>
          <div className={classes.cellMark}>{kind === 'code' ? `[${count ?? ' '}]` : ''}</div>
          <div>
            {kind === 'code' ? (
              <pre className={classes.source}>{source}</pre>
            ) : (
              <p className={classes.prose}>{source}</p>
            )}
            {outputs.map((output, index) =>
              output.kind === 'text' ? (
                // oxlint-disable-next-line react/no-array-index-key -- nor have outputs
                <pre key={index} className={classes.output}>
                  {output.text}
                </pre>
              ) : (
                <img
                  // oxlint-disable-next-line react/no-array-index-key -- nor have outputs
                  key={index}
                  className={classes.image}
                  src={`data:${output.type};base64,${output.base64}`}
                  alt={`Output of cell ${at + 1}`}
                />
              ),
            )}
          </div>
        </div>
      ))}
    </ScrollPlace>
  );
}
