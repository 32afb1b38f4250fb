import type { Clause } from '../../gates/contract/clause';
import type { Contract } from '../../gates/contract/contract';
import { contractOfTree } from './readContract';
import { schemaFaults } from './schemaOf';
import { parseYaml, placeOfPointer, plainOf, treeOf, type ContractFault, type YamlText } from './tree';
import { TreeNode } from './treeNode';
import { ok, type Result } from '../../lib/result';

/** What is wrong with a contract, or may not be what its author means. */
export interface LintProblem {
  readonly pointer: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
  /** `error`: the JSON Schema of the contract's own version refuses it. */
  readonly level: 'error' | 'warning';
  readonly message: string;
}

/** Checks a contract by the JSON Schema of its own `apiVersion`, and by what is known to be misread. Fails where it is no YAML. */
export function lintContract(text: string): Result<readonly LintProblem[], ContractFault> {
  const parsed = parseYaml(text.replace(/^\uFEFF/, ''));
  if (!parsed.ok) return parsed;
  const tree = treeOf(parsed.value.document);
  if (!tree.ok) return tree;
  const apiVersion = new TreeNode(tree.value, '').at('apiVersion').text;
  const faults = apiVersion === null ? null : schemaFaults(apiVersion, plainOf(tree.value));
  const place = placed(parsed.value);
  if (faults === null) {
    const message = `there is no schema for the apiVersion ${apiVersion ?? '(none)'}: it must be v3.0.0 to v3.2.0`;
    return ok([place('/apiVersion', 'error', message)]);
  }
  const contract = contractOfTree(tree.value);
  const warnings = contract.ok ? contractWarnings(contract.value) : [];
  const refused = contract.ok ? [] : [{ pointer: contract.error.place, message: contract.error.message }];
  return ok([
    ...faults.map(({ pointer, message }) => place(pointer, 'error', message)),
    ...(faults.length === 0 ? refused : []).map(({ pointer, message }) => place(pointer, 'error', message)),
    ...warnings.map(({ pointer, message }) => place(pointer, 'warning', message)),
  ]);
}

function placed(yaml: YamlText) {
  return (pointer: string, level: LintProblem['level'], message: string): LintProblem => ({
    pointer,
    ...placeOfPointer(yaml, pointer),
    level,
    message,
  });
}

interface Warning {
  readonly pointer: string;
  readonly message: string;
}

function contractWarnings({ objects, unbound }: Contract): readonly Warning[] {
  const clauses = [...objects.flatMap((object) => object.clauses), ...unbound];
  return [
    ...repeatedNames(objects.map(({ name, pointer }) => ({ name, pointer }))),
    ...objects.flatMap(({ pointer, properties }) =>
      repeatedNames(
        properties.map(({ path }, at) => ({ name: path, pointer: `${pointer}/properties/${at}` })),
      ),
    ),
    ...clauses.flatMap(clauseWarnings),
  ];
}

function repeatedNames(
  named: readonly { readonly name: string; readonly pointer: string }[],
): readonly Warning[] {
  const seen = new Set<string>();
  return named.flatMap(({ name, pointer }) => {
    const isRepeated = seen.has(name);
    seen.add(name);
    return isRepeated ? [{ pointer, message: `the name ${JSON.stringify(name)} stands twice` }] : [];
  });
}

function clauseWarnings({ pointer, rule }: Clause): readonly Warning[] {
  if (rule.kind === 'unknown') return [{ pointer, message: `it cannot be checked: ${rule.why}` }];
  if (rule.kind === 'relationship' && rule.to === null)
    return [{ pointer, message: `${rule.said} is no property of this contract` }];
  if (rule.kind !== 'metric') return [];
  return rule.operators.flatMap(({ name, text, limits }) => {
    if (!name.endsWith('Between')) return [];
    const order = limits[0]!.nearest > limits[1]!.nearest ? '; its first end is the greater one' : '';
    const message = `${name} ${text} leaves out both its ends by the text of the standard; datacontract-cli takes them in. Write two rules, with mustBeGreaterOrEqualTo and mustBeLessOrEqualTo, to be read alike${order}`;
    return [{ pointer, message }];
  });
}
