import path from 'node:path';
import type { Contract, ContractObject, ContractServer } from '../gates/contract/contract';
import { objectNamed } from '../gates/contract/objectNamed';
import type { ContractFile } from './readContractFile';

/** A table's file, folder or pattern of paths, and the object that says what it promises. */
export interface BoundTable {
  readonly path: string;
  /** As the server says it that has the table there; null where none does. */
  readonly format: string | null;
  readonly object: ContractObject;
}

/** Tables of one contract that belong together: at most one an object. */
export interface TableGroup {
  readonly contract: ContractFile;
  readonly tables: readonly BoundTable[];
}

/** What could not be bound, and why. */
export interface UnboundTable {
  readonly path: string;
  readonly message: string;
}

/** Which tables stand for which objects of the contracts, and which stand for none. */
export interface BoundTables {
  readonly groups: readonly TableGroup[];
  readonly unbound: readonly UnboundTable[];
}

/** Finds the object of each path, or reads the files of the contracts' local servers. */
export function bindTables(
  contracts: readonly ContractFile[],
  paths: readonly string[],
  readsServers = paths.length === 0,
): BoundTables {
  const unbound: UnboundTable[] = [];
  const bound = contracts.map(() => [] as BoundTable[]);
  for (const given of paths) {
    const found = contracts.flatMap((file, index) => {
      const object = objectOf(file.contract, given);
      return object === null ? [] : [{ index, object }];
    });
    if (found.length === 0)
      unbound.push({
        path: given,
        message: 'no contract that was given has an object of its name; bind it with --contract C=PATH',
      });
    for (const { index, object } of found)
      bound[index]!.push({
        path: given,
        object,
        format: formatOf(contracts[index]!.contract, object, given),
      });
  }
  const groups: TableGroup[] = [];
  for (const [index, contract] of contracts.entries()) {
    const { boundPath } = contract;
    if (boundPath !== null) bindByHand(contract, boundPath, bound[index]!, unbound);
    const own = bound[index]!;
    if (own.length > 0) groups.push(...grouped(contract, own));
    else if (readsServers && boundPath === null) groups.push(...tablesOfServers(contract, unbound));
  }
  return { groups, unbound };
}

function bindByHand(file: ContractFile, given: string, bound: BoundTable[], unbound: UnboundTable[]): void {
  const { objects } = file.contract;
  const object = objectOf(file.contract, given) ?? (objects.length === 1 ? objects[0]! : null);
  if (object !== null) bound.push({ path: given, object, format: formatOf(file.contract, object, given) });
  else unbound.push({ path: given, message: `${file.path} has several objects, and none of its name` });
}

/** The object whose physical name or name is the path's file name, with its ending or without, or that a local server has there. */
function objectOf(contract: Contract, given: string): ContractObject | null {
  const { objects, servers } = contract;
  const byName = objectNamed(contract, given);
  if (byName !== null) return byName;
  const served = objects.filter((object) => servers.some((server) => isServed(server, object, given)));
  return served.length === 1 ? served[0]! : null;
}

function isServed({ path: template }: ContractServer, { name }: ContractObject, given: string): boolean {
  return template !== null && path.resolve(pathOf(template, name)) === path.resolve(given);
}

function formatOf({ servers }: Contract, object: ContractObject, given: string): string | null {
  return servers.find((server) => isServed(server, object, given))?.format ?? null;
}

/** Splits tables so that a group has each object once. */
function grouped(contract: ContractFile, tables: readonly BoundTable[]): readonly TableGroup[] {
  const groups: BoundTable[][] = [];
  for (const table of tables) {
    const group = groups.find((each) => each.every(({ object }) => object !== table.object));
    if (group) group.push(table);
    else groups.push([table]);
  }
  return groups.map((each) => ({ contract, tables: each }));
}

/** The tables of the contract's local servers, a group a server. */
function tablesOfServers(file: ContractFile, unbound: UnboundTable[]): readonly TableGroup[] {
  const { servers, objects } = file.contract;
  const local = servers.filter(({ type, path: own }) => type === 'local' && own !== null);
  for (const { name, type } of servers)
    if (type !== 'local')
      unbound.push({
        path: file.path,
        message: `the server ${name} is of type ${type}, and only local ones are read`,
      });
  if (servers.length === 0)
    unbound.push({ path: file.path, message: 'it names no server; give the paths of its tables' });
  return local.map((server) => ({
    contract: file,
    tables: objects.map((object) => ({
      path: pathOf(server.path!, object.name),
      object,
      format: server.format,
    })),
  }));
}

/** `{model}` stands for the object's name. */
function pathOf(template: string, name: string): string {
  return template.replaceAll('{model}', name);
}
