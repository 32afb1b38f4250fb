import type { ChartTable } from './chartTable';
import { cutMiddle } from './cutMiddle';

/** A chart on the page, with what its picture is called and drawn from. */
export interface DrawnChart {
  readonly chart: HTMLElement;
  readonly name: string;
  readonly table: ChartTable;
}

const namespace = 'http://www.w3.org/2000/svg';
const padding = 16;
const titleHeight = 28;
const legendHeight = 22;

/** What a style sheet says of a shape or a text, which a file must say itself. */
const styleProperties = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-opacity',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linecap',
  'stroke-linejoin',
  'opacity',
  'visibility',
  'font-family',
  'font-size',
  'font-weight',
  'text-anchor',
  'dominant-baseline',
] as const;

/** The chart as one SVG that needs no style sheet: with background, title, legend, and the colours of the theme that is shown. */
export function standaloneSvg({ chart, name, table }: DrawnChart): {
  readonly text: string;
  readonly width: number;
  readonly height: number;
} {
  const box = chart.getBoundingClientRect();
  const legend = table.columns.filter(({ colour }) => colour !== undefined);
  const top = padding + titleHeight + (legend.length > 0 ? legendHeight : 0);
  const width = Math.ceil(box.width) + 2 * padding;
  const height = Math.ceil(box.height) + top + padding;
  const pen = penOf(chart);
  const picture = element('svg', { width, height, viewBox: `0 0 ${width} ${height}`, role: 'img' });
  const title = element('title', {});
  title.textContent = name;
  const shownName = cutMiddle(name, Math.max(12, Math.floor((width - 2 * padding) / 8)));
  picture.append(
    title,
    element('rect', { width, height, fill: colourOf(chart, '--mantine-color-body') }),
    pen({ x: padding, y: padding + 14, 'font-size': 15, 'font-weight': 600 }, shownName),
  );
  let x = padding;
  for (const { name: label, colour } of legend) {
    const y = padding + titleHeight + 8;
    picture.append(
      element('rect', { x, y: y - 9, width: 10, height: 10, rx: 2, fill: colourOf(chart, colour!) }),
      pen({ x: x + 15, y, 'font-size': 12 }, cutMiddle(label, 40)),
    );
    x += 36 + Math.min(label.length, 40) * 7;
  }
  for (const part of chart.querySelectorAll<SVGSVGElement>('svg.recharts-surface')) {
    const place = part.getBoundingClientRect();
    const copy = withStyles(part);
    copy.setAttribute('x', String(place.left - box.left + padding));
    copy.setAttribute('y', String(place.top - box.top + top));
    picture.append(copy);
  }
  for (const caption of chart.querySelectorAll('[data-chart-caption]')) {
    const place = caption.getBoundingClientRect();
    const at = { x: place.left - box.left + padding, y: place.bottom - box.top + top - 4 };
    picture.append(pen({ ...at, 'font-size': 12 }, caption.textContent));
  }
  return { text: wellFormedXml(new XMLSerializer().serializeToString(picture)), width, height };
}

/** Text of the page's font and colour. */
function penOf(chart: HTMLElement) {
  const { fontFamily, color } = getComputedStyle(chart);
  return (attributes: Readonly<Record<string, string | number>>, words: string): SVGElement => {
    const text = element('text', { ...attributes, 'font-family': fontFamily, fill: color });
    text.textContent = words;
    return text;
  };
}

function colourOf(chart: HTMLElement, property: string): string {
  const probe = document.createElement('span');
  probe.style.color = `var(${property})`;
  chart.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

function withStyles(part: SVGSVGElement): SVGSVGElement {
  const copy = part.cloneNode(true) as SVGSVGElement;
  const copies = copy.querySelectorAll('*');
  for (const [at, original] of part.querySelectorAll('*').entries()) {
    const own = copies[at]!;
    const style = getComputedStyle(original);
    for (const property of styleProperties) own.setAttribute(property, style.getPropertyValue(property));
  }
  for (const own of [copy, ...copies]) {
    for (const name of ['class', 'style', 'tabindex', 'role']) own.removeAttribute(name);
    for (const name of own.getAttributeNames().filter((each) => each.startsWith('data-')))
      own.removeAttribute(name);
  }
  return copy;
}

function element(name: string, attributes: Readonly<Record<string, string | number>>): SVGElement {
  const made = document.createElementNS(namespace, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
}

/** XML has no control characters and no halves of a character; names of columns may have both. */
export function wellFormedXml(text: string): string {
  // oxlint-disable-next-line no-control-regex -- these are what is replaced
  return text.replaceAll(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Cs}/gu, '\uFFFD');
}
