import { useEffect, useRef, useState } from 'react';

import { formatBytes, formatCount } from '../shared/format';
import classes from './Contents.module.css';

interface ImageViewProps {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly type: string;
  readonly title: string;
}

/** An image as the image; what an SVG would run or load does not run in one. */
export function ImageView({ bytes, type, title }: ImageViewProps) {
  const image = useRef<HTMLImageElement>(null);
  const [words, setWords] = useState(`${type} · ${formatBytes(bytes.length)}`);
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([bytes], { type }));
    if (image.current) image.current.src = made;
    return () => URL.revokeObjectURL(made);
  }, [bytes, type]);
  return (
    <figure style={{ margin: 0 }}>
      <img
        className={classes.image}
        ref={image}
        alt={title}
        onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) =>
          setWords(
            `${formatCount(naturalWidth)} × ${formatCount(naturalHeight)} pixels · ${type} · ${formatBytes(bytes.length)}`,
          )
        }
        onError={() => setWords(`The browser cannot show this image: it may be damaged. ${type}`)}
      />
      <figcaption className={classes.status}>{words}</figcaption>
    </figure>
  );
}
