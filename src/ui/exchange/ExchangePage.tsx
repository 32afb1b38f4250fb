import { Page } from '../shared/Page';
import { WithWorkspace } from '../shared/WithWorkspace';
import classes from './ExchangePage.module.css';
import { ExportSection } from './ExportSection';
import { ImportSection } from './ImportSection';
import { WipeSection } from './WipeSection';

export function ExchangePage() {
  return (
    <Page title="Exchange">
      <WithWorkspace>
        {(workspace) => (
          <div className={classes.sections}>
            <ExportSection workspace={workspace} />
            <ImportSection />
            <WipeSection workspace={workspace} />
          </div>
        )}
      </WithWorkspace>
    </Page>
  );
}
