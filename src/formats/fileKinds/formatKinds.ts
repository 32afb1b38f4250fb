import type { FileKind } from './fileKind';

const again = '{Give} it again when it has changed: that is its next version.';
const asProject = '{Give} the folder of its project, so that code, commit and data stay together.';
const asModel = 'Record a run that made it, to say what it was trained on.';
const unpacked = 'Unpack it, and {give} what is in it.';
const asParquet = 'Write it as Parquet or CSV, and {give} that.';

/** What files are by their format alone, as `detectFormat` names it. Tables have none: they are read. */
const rows: readonly (readonly [format: string, title: string, next: string])[] = [
  ['python', 'Python code', asProject],
  ['r', 'R code', asProject],
  ['julia', 'Julia code', asProject],
  ['sql', 'SQL', asProject],
  ['javascript', 'JavaScript', asProject],
  ['typescript', 'TypeScript', asProject],
  ['shell', 'a shell script', asProject],
  ['notebook', 'a notebook', asProject],
  ['lock', 'a lock file', asProject],
  ['text', 'text', again],
  ['markdown', 'a document in Markdown', again],
  ['html', 'a document in HTML', again],
  ['xml', 'XML', again],
  ['svg', 'a drawing (SVG)', again],
  ['yaml', 'settings in YAML', again],
  ['toml', 'settings in TOML', again],
  ['ini', 'settings', again],
  ['json', 'JSON that is no list of records', again],
  ['json-ld', 'linked data (JSON-LD)', again],
  ['geojson', 'GeoJSON', 'Write its features as a table, and {give} that to see columns and drift.'],
  ['png', 'an image (PNG)', again],
  ['jpeg', 'an image (JPEG)', again],
  ['gif', 'an image (GIF)', again],
  ['webp', 'an image (WebP)', again],
  ['bmp', 'an image (BMP)', again],
  ['tiff', 'an image (TIFF)', again],
  ['mp4', 'a video', again],
  ['mp3', 'a recording (MP3)', again],
  ['wav', 'a recording (WAV)', again],
  ['ogg', 'a recording (Ogg)', again],
  ['flac', 'a recording (FLAC)', again],
  ['pdf', 'a document (PDF)', again],
  ['docx', 'a document of Word', again],
  ['pptx', 'slides of PowerPoint', again],
  ['pickle', 'pickled Python objects', asModel],
  ['joblib', 'pickled Python objects (joblib)', asModel],
  ['pytorch', 'weights of PyTorch', asModel],
  ['checkpoint', 'a checkpoint of a training', asModel],
  ['onnx', 'a model in ONNX', asModel],
  ['safetensors', 'weights (safetensors)', asModel],
  ['gguf', 'weights (GGUF)', asModel],
  ['protobuf', 'a model in protobuf', asModel],
  ['tflite', 'a model for TensorFlow Lite', asModel],
  ['catboost', 'a model of CatBoost', asModel],
  ['keras', 'a model of Keras', asModel],
  ['hdf5', 'arrays or weights (HDF5)', asParquet],
  ['npy', 'an array of NumPy', asParquet],
  ['npz', 'arrays of NumPy', asParquet],
  ['matlab', 'arrays of MATLAB', asParquet],
  ['rds', 'an object of R', asParquet],
  [
    'feather1',
    'a table in the first version of Feather',
    'Write it as Feather 2 or Parquet, and {give} that.',
  ],
  ['orc', 'a table in ORC', asParquet],
  ['duckdb', 'a database of DuckDB', "Write a table with `COPY t TO 't.parquet'`, and {give} that."],
  ['wheel', 'a Python package', unpacked],
  ['jar', 'a Java archive', unpacked],
  ['zip', 'an archive (zip)', unpacked],
  ['tar', 'an archive (tar)', unpacked],
  ['tar.gz', 'an archive (tar.gz)', unpacked],
  ['gzip', 'compressed data (gzip)', unpacked],
  ['bzip2', 'compressed data (bzip2)', unpacked],
  ['xz', 'compressed data (xz)', unpacked],
  ['7z', 'an archive (7z)', unpacked],
  ['zstd', 'compressed data (Zstandard)', unpacked],
  ['elf', 'a program', again],
  ['wasm', 'a program (WebAssembly)', again],
  [
    'dvc',
    'a file of DVC that points to nothing',
    '{Give} the repository’s folder: dvc.yaml, dvc.lock and pointers tell its lineage.',
  ],
  ['binary', 'binary data of no format that is known here', again],
];

/** By format. */
export const formatKinds: ReadonlyMap<string, FileKind> = new Map(
  rows.map(([format, title, next]) => [format, { kind: `format:${format}`, title, next }]),
);

/** Of a file without bytes, whatever its name promises. */
export const emptyFile: FileKind = {
  kind: 'empty',
  title: 'an empty file',
  next: '{Give} it again once something is in it.',
};
