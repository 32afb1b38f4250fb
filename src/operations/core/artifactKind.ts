import type { Artifact, ArtifactKind, Binding } from '../../versioning/records';

/** Formats that hold a model or its weights, and nothing else. */
export const weightFormats = [
  'pickle',
  'joblib',
  'pytorch',
  'checkpoint',
  'onnx',
  'safetensors',
  'gguf',
  'tflite',
  'catboost',
  'keras',
] as const;

/** The rest hold data as often. */
const modelFormats = new Set<string>([...weightFormats, 'hdf5', 'protobuf', 'rds']);
const codeFormats = new Set(['python', 'r', 'julia', 'sql', 'javascript', 'typescript', 'shell', 'notebook']);
const reportFormats = new Set(['pdf', 'html', 'docx', 'pptx', 'markdown']);

/** What a dropped file most likely is, by its format and the folders in its path; `other` where nothing says. */
export function artifactKindOf(path: string, format: string, isTable: boolean): ArtifactKind {
  if (isTable) return hasWord(path, 'features?') ? 'features' : 'dataset';
  if (modelFormats.has(format)) return 'model';
  if (codeFormats.has(format)) return 'code';
  if (reportFormats.has(format)) return 'report';
  // Weights as JSON, a deployment's settings: their format says nothing, their name does.
  if (hasWord(path, 'models?')) return 'model';
  return hasWord(path, 'endpoints?') ? 'endpoint' : 'other';
}

/** Whether a word stands alone in a path, between its ends, slashes, dots, dashes and underscores. */
function hasWord(path: string, word: string): boolean {
  return new RegExp(`(^|[/_.-])${word}([/_.-]|$)`, 'i').test(path);
}

/** What an artifact is now: as the latest of its bindings that says so, which come in order of time, else as it was made. */
export function kindNow(artifact: Artifact, bindings: readonly Binding[]): ArtifactKind {
  return bindings.findLast(({ kind }) => kind !== undefined)?.kind ?? artifact.kind;
}

/** An artifact as what it is now. */
export function withKind(artifact: Artifact, bindings: readonly Binding[]): Artifact {
  const kind = kindNow(artifact, bindings);
  return kind === artifact.kind ? artifact : { ...artifact, kind };
}
