import { useEffect, useRef } from 'react';

import type { NodeKey } from '../../lineage/graph';

/**
 * A double click means the node of its first click: that one opens the inspector and may move the view, so that something
 * else is under the pointer at the second. Gives what to call with each node that is clicked.
 */
export function useSecondClick(onSecond: (key: NodeKey) => void): (key: NodeKey | null) => void {
  const first = useRef<NodeKey | null>(null);
  const latest = useRef(onSecond);
  useEffect(() => {
    latest.current = onSecond;
  });
  useEffect(() => {
    const follow = (event: MouseEvent) => {
      const key = first.current;
      first.current = null;
      if (event.detail !== 2 || key === null) return;
      event.stopPropagation();
      latest.current(key);
    };
    document.addEventListener('click', follow, { capture: true });
    return () => document.removeEventListener('click', follow, { capture: true });
  }, []);
  return (key) => {
    first.current = key;
  };
}
