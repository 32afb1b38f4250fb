import { useEffect } from 'react';

/** Names the page in the tab and the history: `trips.csv · Throughline`. */
export function usePageTitle(title: string): void {
  useEffect(() => {
    document.title = title === '' ? 'Throughline' : `${title} · Throughline`;
  }, [title]);
}
