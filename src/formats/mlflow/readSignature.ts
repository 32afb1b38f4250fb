import type { SignatureColumn } from '../../gates/contract/signature';
import type { Json } from '../../lib/json';
import { err, ok, type Result } from '../../lib/result';
import { readMeta } from './metaYaml';
import { descriptionOf } from './mlmodel';
import { parsedJson } from './tolerantJson';

/** The columns that a model takes, by the text of its `MLmodel`; refused in words where it has none, or takes tensors. */
export function readSignature(text: string): Result<readonly SignatureColumn[], string> {
  const meta = readMeta(text);
  if (!meta.ok) return err(`it is no MLmodel: ${meta.error.message}`);
  const { inputs } = descriptionOf(meta.value);
  if (inputs === null) return err('the model has no signature of its inputs');
  const parsed = parsedJson(inputs);
  if (!Array.isArray(parsed)) return err('its inputs are no list of columns');
  const columns = (parsed as readonly Json[]).map(columnOf);
  return columns.every((column) => column !== null) ? ok(columns) : err('its inputs are no named columns');
}

function columnOf(each: Json): SignatureColumn | null {
  if (typeof each !== 'object' || each === null || Array.isArray(each)) return null;
  const { name, type, required, optional } = each as Readonly<Record<string, Json>>;
  if (typeof name !== 'string') return null;
  return {
    name,
    type: typeof type === 'string' ? type : null,
    isRequired: required !== false && optional !== true,
  };
}
