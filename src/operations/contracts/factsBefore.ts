import { driftReport } from '../../drift/driftReport';
import { isRecipeName, recipeNames, recipes } from '../../drift/recipe';
import type { FactsBefore } from '../../gates/contract/tableFacts';
import type { TableProfile } from '../../profile/profile';

/** The version that a table is compared with. */
export interface VersionBefore {
  /** As people call it: `trips.csv v3`. */
  readonly label: string;
  readonly rowCount: number;
  /** Null where it is not known. */
  readonly profile: TableProfile | null;
}

/** What clauses ask of the version before; a report is made by the first that asks for its recipe. */
export function factsBefore(
  { label, rowCount, profile }: VersionBefore,
  current: TableProfile | null,
): FactsBefore {
  const reports = new Map<string, ReturnType<typeof driftReport>>();
  return {
    label,
    rowCount,
    psiOf(column, recipe) {
      if (!isRecipeName(recipe)) return `the recipe ${recipe} is none of ${recipeNames.join(', ')}`;
      if (profile === null || current === null) return `${label} has no profile here`;
      const report = reports.get(recipe) ?? driftReport(profile, current, recipes[recipe]);
      reports.set(recipe, report);
      const found = report.columns.find(({ name }) => name === column);
      return found === undefined ? `${label} has no such column` : (found.psi ?? 'its drift cannot be told');
    },
  };
}
