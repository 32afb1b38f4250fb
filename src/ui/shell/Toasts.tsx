import { Notifications } from '@mantine/notifications';
import { useEffect } from 'react';

const room = '--tl-toasts';

/** Messages at the bottom; while there are some, the view ends above them, so that they cover nothing. */
export function Toasts() {
  useEffect(() => {
    const style = document.documentElement.style;
    const shown = new Set<Element>();
    const measure = (): void => {
      const heights = [...shown].map((element) => element.getBoundingClientRect().height);
      const height = Math.max(0, ...heights);
      style.setProperty(room, height < 1 ? '0px' : `${Math.ceil(height) + 16}px`);
    };
    const sizes = new ResizeObserver(measure);
    const find = (): void => {
      for (const element of document.querySelectorAll(
        '.mantine-Notifications-root[data-position^="bottom"]',
      )) {
        if (shown.has(element)) continue;
        shown.add(element);
        sizes.observe(element);
      }
    };
    find();
    const timer = setTimeout(find);
    return () => {
      clearTimeout(timer);
      sizes.disconnect();
      style.removeProperty(room);
    };
  }, []);
  return <Notifications position="bottom-right" role="status" transitionDuration={150} limit={4} />;
}
