import type { ContractEdit } from '../formats/odcs/editContract';
import type { LintProblem } from '../formats/odcs/lintContract';
import type { OutlinedContract } from '../formats/odcs/outlineContract';
import { readContract } from '../formats/odcs/readContract';
import type { Suggestion } from '../gates/suggest/suggestContract';
import { err, type Result } from '../lib/result';
import type { ExplainedClause } from '../operations/contracts/explainContract';
import { objectFor } from '../operations/contracts/judgeTable';
import { writeSuggestion } from '../operations/contracts/writeSuggestion';
import type { OperationFailure } from '../operations/core/outcome';

/** What is told of the text of a contract, and done with it, without writing anything to the workspace. */
export interface ContractTexts {
  /** A suggestion as a contract's text: a new one, or what it adds to one that is there. */
  write(name: string, suggestion: Suggestion, into: string | null): Promise<Result<string, OperationFailure>>;
  /** The clauses that an artifact of that name is judged by, in words. */
  explain(text: string, name: string): Promise<readonly ExplainedClause[]>;
  /** Which of these names of artifacts a contract promises something about. */
  promised(text: string, names: readonly string[]): Promise<readonly string[]>;
  /** What a form shows of a contract's text; null where it is no YAML. */
  outline(text: string): Promise<OutlinedContract | null>;
  /** The text with some changes, comments and all else as they were; null where one cannot be made. */
  edit(text: string, edits: readonly ContractEdit[]): Promise<string | null>;
  /** What the schema of its version refuses, and what is easily misread; of no YAML the fault alone. */
  lint(text: string): Promise<readonly LintProblem[]>;
}

/** Each loads what it asks when it is first called. */
export const contractTexts: ContractTexts = {
  async write(name, suggestion, into) {
    const contract = into === null ? null : readContract(into);
    const object = contract?.ok ? objectFor(contract.value, name) : null;
    const written = writeSuggestion(object?.name ?? name, suggestion, into);
    return written.ok ? written : err({ kind: 'invalidContract', ...written.error });
  },
  async explain(text, name) {
    const { explainContract } = await import('../operations/contracts/explainContract');
    return explainContract(text, name);
  },
  async promised(text, names) {
    const { namesPromised } = await import('../operations/contracts/contractOffers');
    return namesPromised(text, names);
  },
  async outline(text) {
    const { outlineContract } = await import('../formats/odcs/outlineContract');
    const outlined = outlineContract(text);
    return outlined.ok ? outlined.value : null;
  },
  async edit(text, edits) {
    const { editContract } = await import('../formats/odcs/editContract');
    const edited = editContract(text, edits);
    return edited.ok ? edited.value : null;
  },
  async lint(text) {
    const { lintContract } = await import('../formats/odcs/lintContract');
    const linted = lintContract(text);
    if (linted.ok) return linted.value;
    const { place: pointer, message } = linted.error;
    return [{ pointer, line: 1, column: 1, level: 'error', message: `${pointer} ${message}`.trim() }];
  },
};
