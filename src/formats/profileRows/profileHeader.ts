import { isObject, jsonIn } from '../../lib/jsonObject';
import type { SparkColumn } from './sparkTypes';

/** How a statement was made, which travels with its row. */
export interface ProfileHeader {
  readonly columns: readonly SparkColumn[];
  /** The k of quantiles. */
  readonly k: number;
  /** 2^lgK registers or hashes tell how many values are distinct. */
  readonly lgK: number;
  /** How many frequent values are tracked. */
  readonly top: number;
}

/** What a statement makes where nobody chose. */
export const usualSizes = { k: 2048, lgK: 12, top: 1000 } as const;
const mark = 'profile';
const version = 1;

/** The text of the column `throughline`. */
export function headerText({ columns, k, lgK, top }: ProfileHeader): string {
  return JSON.stringify({
    throughline: mark,
    version,
    engine: 'spark',
    k,
    lgK,
    top,
    columns: columns.map(({ name, type }) => [name, type]),
  });
}

/** The header of a row; a reason where the text is none that is known. */
export function parseHeader(text: string): ProfileHeader | string {
  const found = jsonIn(text);
  if (!isObject(found) || found['throughline'] !== mark)
    return 'its column throughline has no header of a profile';
  if (found['version'] !== version)
    return `its header is of version ${JSON.stringify(found['version'])}, and ${version} is read`;
  const { columns, k, lgK, top } = found;
  if (!isSize(k) || !isSize(lgK) || !isSize(top) || !Array.isArray(columns))
    return 'its header lacks columns or sizes';
  const own: SparkColumn[] = [];
  for (const pair of columns as readonly unknown[]) {
    const [name, type] = Array.isArray(pair) ? (pair as readonly unknown[]) : [];
    if (typeof name !== 'string' || typeof type !== 'string') return 'its header has a column without a type';
    own.push({ name, type });
  }
  if (new Set(own.map(({ name }) => name)).size < own.length) return 'its header has a column twice';
  return { columns: own, k, lgK, top };
}

function isSize(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) > 0;
}
