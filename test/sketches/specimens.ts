import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { ItemType } from '../../src/sketches/items';
import type { KllItems } from '../../src/sketches/kll';
import { sharedFolder } from '../sharedFolder';

/** A number as JSON says it, or as text where it cannot. */
export type Told = number | string | boolean;

/** What other readers say of a specimen. */
export interface Expected {
  readonly kind?: 'kll' | 'hll' | 'theta' | 'top';
  readonly of: string;
  readonly function: string;
  readonly from?: number;
  readonly to?: number;
  readonly k?: number;
  readonly n?: number;
  readonly retained?: number;
  readonly estimationMode?: boolean;
  readonly min?: Told;
  readonly max?: Told;
  readonly rankError?: number;
  readonly pmfError?: number;
  readonly worstTrueRankError?: number;
  readonly quantilesInclusive?: readonly Told[];
  readonly quantilesExclusive?: readonly Told[];
  readonly ranksAt?: readonly Told[];
  readonly ranksInclusive?: readonly number[];
  readonly ranksExclusive?: readonly number[];
  readonly spark?: { readonly quantiles?: readonly Told[] | null; readonly estimate?: number };
  readonly lgK?: number;
  readonly estimate?: number;
  readonly lower?: readonly number[];
  readonly upper?: readonly number[];
  readonly trueDistinct?: number;
  readonly theta64?: string;
  readonly firstHashes?: readonly string[];
  readonly appendedNullCount?: number;
  readonly totalWeight?: number;
  readonly active?: number;
  readonly epsilon?: number;
  readonly maximumError?: number;
  readonly top?: readonly {
    readonly item: Told;
    readonly estimate: number;
    readonly lower: number;
    readonly true?: number;
  }[];
  readonly items?: readonly (readonly [Told, number])[];
  readonly state?: { readonly itemDataTypeDDL: string };
}

/** A sketch that another program wrote, with what is known of it. */
export interface Specimen {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly expected: Expected;
}

const folder = sharedFolder && path.join(sharedFolder.made, 'sketches');

/** All specimens and the shares of their quantiles; null where they are not there. */
export const specimens: { readonly all: readonly Specimen[]; readonly ranks: readonly number[] } | null =
  folder && existsSync(folder) ? readSpecimens(folder) : null;

function readSpecimens(from: string) {
  const { ranks, sketches } = JSON.parse(readFileSync(path.join(from, 'EXPECT.json'), 'utf8')) as {
    ranks: number[];
    sketches: Record<string, Expected>;
  };
  const all = readFileSync(path.join(from, 'sketches.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => {
      const { name, base64 } = JSON.parse(line) as { name: string; base64: string };
      return { name, bytes: Uint8Array.from(Buffer.from(base64, 'base64')), expected: sketches[name]! };
    });
  return { all, ranks };
}

/** What the items of a KLL specimen are; its bytes do not say. */
export function kllItemsOf({ name, expected }: Specimen): KllItems {
  return (/float|bigint/.exec(`${name} ${expected.function}`)?.[0] ?? 'double') as KllItems;
}

/** How the items of a specimen of frequent items lie in its bytes. */
export function itemTypeOf({ expected }: Specimen): ItemType {
  const ddl = expected.state!.itemDataTypeDDL.toLowerCase().split(' ')[1]!;
  const known: Readonly<Record<string, ItemType>> = {
    string: 'string',
    bigint: 'long',
    timestamp: 'long',
    timestamp_ntz: 'long',
    'decimal(12,2)': 'long',
    'decimal(30,2)': 'bigInteger',
    int: 'int',
    date: 'int',
    smallint: 'short',
    tinyint: 'byte',
    double: 'double',
    float: 'float',
    boolean: 'boolean',
  };
  return known[ddl]!;
}
