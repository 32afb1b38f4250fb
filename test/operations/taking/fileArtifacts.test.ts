import { describe, expect, it } from 'vitest';
import { modelFolders } from '../../../src/operations/taking/fileArtifacts';
import { dropFolder, testPorts, workspaceOf } from '../testProject';

const notebook = JSON.stringify({ cells: [], metadata: {}, nbformat: 4, nbformat_minor: 5 }, null, 1);

async function kindsOf(files: Readonly<Record<string, string>>): Promise<Record<string, string>> {
  const ports = testPorts();
  await dropFolder(ports, 'shop', files);
  const { artifacts } = await workspaceOf(ports);
  return Object.fromEntries([...artifacts.values()].map(({ name, artifact }) => [name, artifact.kind]));
}

describe('the files of a dropped folder', () => {
  it('are artifacts where they are tables, models, weights or notebooks, by content and name', async () => {
    const kinds = await kindsOf({
      'data/orders.csv': 'id\n1\n',
      'out/forest.joblib': '\u0000weights',
      'out/net.onnx': '\b\u0007\u0000\u0001',
      'explore.ipynb': notebook,
      'train.py': 'print(1)\n',
      'README.md': '# Shop\n',
      'logo.bin': '\u0000\u0001',
    });
    expect(kinds).toEqual({
      shop: 'dataset',
      'shop/data/orders.csv': 'dataset',
      'shop/out/forest.joblib': 'model',
      'shop/out/net.onnx': 'model',
      'shop/explore.ipynb': 'code',
    });
  });

  it('are no models of their own below what is installed, and in a model of MLflow, which is one artifact', async () => {
    const kinds = await kindsOf({
      'node_modules/p/net.onnx': '\b\u0007\u0000\u0001',
      'model/MLmodel': 'artifact_path: model\nflavors: {}\n',
      'model/model.joblib': '\u0000weights',
    });
    expect(kinds).toEqual({ shop: 'dataset', 'shop/model': 'model' });
  });

  it('are a model together where the folder itself is one of MLflow', async () => {
    const kinds = await kindsOf({ MLmodel: 'flavors: {}\n', 'conda.yaml': 'name: x\n' });
    expect(kinds).toEqual({ shop: 'model' });
  });
});

describe('the models of MLflow in a folder', () => {
  it('are folders with the file that says so, the outermost, and not those of a store', () => {
    expect(
      modelFolders([
        'a/MLmodel',
        'a/inner/MLmodel',
        'mlruns/0/r/artifacts/m/MLmodel',
        'MLmodel',
        'b/MLmodel.md',
      ]),
    ).toEqual(['a']);
  });
});
