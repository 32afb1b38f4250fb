import { comparePaths } from '../../versioning/tree';

/** What an export of files makes, and what of the graph such files cannot say. */
export interface ExportedFiles {
  /** In byte order of their paths, which stay below the folder that they are written in. */
  readonly files: readonly { readonly path: string; readonly text: string }[];
  readonly leftOut: readonly { readonly reason: string; readonly count: number }[];
}

/** Files as they are made, one a path, with what is left out counted by reason. */
export class FilesMade {
  private readonly files = new Map<string, string>();
  private readonly reasons = new Map<string, number>();

  leaveOut(reason: string): void {
    this.reasons.set(reason, (this.reasons.get(reason) ?? 0) + 1);
  }

  add(path: string, text: string): void {
    if (this.files.has(path)) this.leaveOut('another one has the same path');
    else this.files.set(path, text);
  }

  end(): ExportedFiles {
    return {
      files: [...this.files]
        .map(([path, text]) => ({ path, text }))
        .sort((a, b) => comparePaths(a.path, b.path)),
      leftOut: [...this.reasons].map(([reason, count]) => ({ reason, count })),
    };
  }
}
