import { existsSync } from 'node:fs';
import { readContract } from '../formats/odcs/readContract';
import { parseYaml, placeOfPointer } from '../formats/odcs/tree';
import { UnreadableBytes } from '../formats/pieces';
import type { Contract } from '../gates/contract/contract';
import { readText } from './readText';

/** A contract, where its file is, and the table that the command line binds to it. */
export interface ContractFile {
  readonly path: string;
  readonly contract: Contract;
  readonly boundPath: string | null;
  /** The line, from 1, of what a JSON Pointer leads to. */
  readonly lineOf: (pointer: string) => number | null;
}

/** Reads the contract of `C` or `C=PATH`. Throws `UnreadableBytes` with the path, the place and the reason. */
export async function readContractFile(given: string): Promise<ContractFile> {
  const equals = existsSync(given) ? -1 : given.indexOf('=');
  const path = equals === -1 ? given : given.slice(0, equals);
  const text = await readText(path);
  if (!text.ok) throw new UnreadableBytes(`${path}: ${text.error.message}`);
  const contract = readContract(text.value);
  if (!contract.ok) {
    const { place, message } = contract.error;
    throw new UnreadableBytes(place === '' ? `${path}: ${message}` : `${path}: ${place}: ${message}`);
  }
  return {
    path,
    contract: contract.value,
    boundPath: equals === -1 ? null : given.slice(equals + 1),
    lineOf: linesOfPointers(text.value),
  };
}

/** The lines of a text in YAML or JSON, from 1. It is parsed only where a report asks for one. */
export function linesOfPointers(text: string): (pointer: string) => number | null {
  let parsed: ReturnType<typeof parseYaml> | null = null;
  return (pointer) => {
    parsed ??= parseYaml(text.replace(/^\uFEFF/, ''));
    return parsed.ok ? placeOfPointer(parsed.value, pointer).line : null;
  };
}
