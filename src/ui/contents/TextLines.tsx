import { useMemo } from 'react';

import { ScrollPlace } from '../shared/ScrollPlace';
import classes from './Contents.module.css';

/** More lines than this take long to lay out. */
const lineLimit = 20_000;

/** Text with the numbers of its lines. */
export function TextLines({ text, label }: { readonly text: string; readonly label: string }) {
  const lines = useMemo(() => text.split(/\r\n|\r|\n/, lineLimit), [text]);
  const shown = lines.at(-1) === '' ? lines.slice(0, -1) : lines;
  return (
    <ScrollPlace className={classes.scroll} label={label}>
      <div className={classes.code}>
        <div className={classes.lines} aria-hidden>
          {shown.map((_, at) => at + 1).join('\n')}
        </div>
        <div className={classes.text}>{shown.join('\n')}</div>
      </div>
    </ScrollPlace>
  );
}
