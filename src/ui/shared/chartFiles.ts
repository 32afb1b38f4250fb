import { notifications } from '@mantine/notifications';

import { exportName } from '../exchange/exportName';
import { type DrawnChart, standaloneSvg } from './chartSvg';
import { chartCsv } from './chartTable';
import { download, downloadBlob } from './download';

/** How many pixels of a PNG stand for one of the page. */
const pngScale = 2;

/** Downloads a chart as it is drawn now, or the figures that it is drawn from. */
export async function saveChart(format: 'png' | 'svg' | 'csv', drawn: DrawnChart): Promise<void> {
  const name = exportName(drawn.name.slice(0, 80), format, new Date());
  if (format === 'csv') download(chartCsv(drawn.table), name, 'text/csv');
  if (format === 'svg') download(standaloneSvg(drawn).text, name, 'image/svg+xml');
  if (format === 'png') downloadBlob(await chartPng(drawn), name);
  notifications.show({ message: `${name} is in your downloads` });
}

/** The standalone SVG, drawn at twice its size. */
export async function chartPng(drawn: DrawnChart): Promise<Blob> {
  const { text, width, height } = standaloneSvg(drawn);
  const address = URL.createObjectURL(new Blob([text], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = width * pngScale;
    canvas.height = height * pngScale;
    canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) => {
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture'))), 'image/png');
    });
  } finally {
    URL.revokeObjectURL(address);
  }
}
