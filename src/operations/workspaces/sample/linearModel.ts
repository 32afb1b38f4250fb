/** A linear model by ordinary least squares: intercept first. */
export interface LinearModel {
  readonly weights: readonly number[];
}

/** Solves the normal equations with a ridge of 1e-6, so that a constant column does no harm. */
export function fitLinear(rows: readonly (readonly number[])[], targets: readonly number[]): LinearModel {
  const width = (rows[0]?.length ?? 0) + 1;
  const matrix: number[][] = Array.from({ length: width }, (_, i) =>
    Array.from({ length: width + 1 }, (_, j) => (i === j ? 1e-6 : 0)),
  );
  rows.forEach((row, index) => {
    const x = [1, ...row];
    const y = targets[index] ?? 0;
    for (let i = 0; i < width; i++) {
      const line = matrix[i] ?? [];
      for (let j = 0; j < width; j++) line[j] = (line[j] ?? 0) + (x[i] ?? 0) * (x[j] ?? 0);
      line[width] = (line[width] ?? 0) + (x[i] ?? 0) * y;
    }
  });
  return { weights: solve(matrix) };
}

/** What a linear model says of a row: intercept + Σ weight · value. */
export function predict(model: LinearModel, row: readonly number[]): number {
  return row.reduce(
    (sum, value, index) => sum + value * (model.weights[index + 1] ?? 0),
    model.weights[0] ?? 0,
  );
}

/** Mean absolute error and root mean squared error of the model on rows it was not fitted to. */
export function evaluate(
  model: LinearModel,
  rows: readonly (readonly number[])[],
  targets: readonly number[],
): { mae: number; rmse: number } {
  let absolute = 0;
  let squared = 0;
  rows.forEach((row, index) => {
    const error = predict(model, row) - (targets[index] ?? 0);
    absolute += Math.abs(error);
    squared += error * error;
  });
  return { mae: absolute / rows.length, rmse: Math.sqrt(squared / rows.length) };
}

/** Gauss-Jordan elimination with partial pivoting on an augmented matrix, which it uses up. */
function solve(matrix: number[][]): number[] {
  const size = matrix.length;
  for (let column = 0; column < size; column++) {
    let pivot = column;
    for (let row = column + 1; row < size; row++) {
      if (Math.abs(matrix[row]?.[column] ?? 0) > Math.abs(matrix[pivot]?.[column] ?? 0)) pivot = row;
    }
    const pivotRow = matrix[pivot] ?? [];
    matrix[pivot] = matrix[column] ?? [];
    matrix[column] = pivotRow;
    const scale = pivotRow[column] ?? 1;
    for (let row = 0; row < size; row++) {
      if (row === column) continue;
      const line = matrix[row] ?? [];
      const factor = (line[column] ?? 0) / scale;
      for (let j = column; j <= size; j++) line[j] = (line[j] ?? 0) - factor * (pivotRow[j] ?? 0);
    }
  }
  return matrix.map((row, index) => (row[size] ?? 0) / (row[index] ?? 1));
}
