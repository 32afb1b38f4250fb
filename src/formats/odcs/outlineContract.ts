import { ok, type Result } from '../../lib/result';
import { parseYaml, treeOf, type ContractFault } from './tree';
import { readArtifactName } from './readOwnProperties';
import { TreeNode } from './treeNode';

/** What a form shows of a column: as the contract writes it, null where it says nothing. */
export interface OutlinedColumn {
  readonly pointer: string;
  readonly name: string;
  readonly logicalType: string | null;
  readonly required: boolean;
  readonly unique: boolean;
  readonly primaryKey: boolean;
  readonly classification: string | null;
  readonly minimum: string | null;
  readonly maximum: string | null;
  readonly pattern: string | null;
}

/** A table of the contract, as a form shows it. */
export interface OutlinedTable {
  readonly pointer: string;
  readonly name: string;
  /** The artifact that stands for it, and where the contract says so; null where it does not. */
  readonly artifact: { readonly name: string; readonly pointer: string } | null;
  readonly columns: readonly OutlinedColumn[];
}

/** A contract, as a form shows it. */
export interface OutlinedContract {
  readonly name: string | null;
  readonly version: string | null;
  readonly status: string | null;
  readonly tables: readonly OutlinedTable[];
}

/** What a form shows of a contract's text; fails where it is no YAML. */
export function outlineContract(text: string): Result<OutlinedContract, ContractFault> {
  const parsed = parseYaml(text.replace(/^\uFEFF/, ''));
  if (!parsed.ok) return parsed;
  const tree = treeOf(parsed.value.document);
  if (!tree.ok) return tree;
  const root = new TreeNode(tree.value, '');
  return ok({
    name: root.at('name').text,
    version: root.at('version').text,
    status: root.at('status').text,
    tables: root.at('schema').items.map((table) => ({
      pointer: table.pointer,
      name: table.at('name').text ?? '',
      artifact: artifactOf(table),
      columns: table.at('properties').items.map(outlineColumn),
    })),
  });
}

function artifactOf(table: TreeNode): OutlinedTable['artifact'] {
  const name = readArtifactName(table);
  const said = table
    .at('customProperties')
    .items.find((item) => item.at('property').text === 'throughlineArtifact');
  return name === null || !said ? null : { name, pointer: said.pointer };
}

function outlineColumn(column: TreeNode): OutlinedColumn {
  const options = column.at('logicalTypeOptions');
  return {
    pointer: column.pointer,
    name: column.at('name').text ?? '',
    logicalType: column.at('logicalType').text,
    required: column.at('required').boolean === true,
    unique: column.at('unique').boolean === true,
    primaryKey: column.at('primaryKey').boolean === true,
    classification: column.at('classification').text,
    minimum: options.at('minimum').text,
    maximum: options.at('maximum').text,
    pattern: options.at('pattern').text,
  };
}
