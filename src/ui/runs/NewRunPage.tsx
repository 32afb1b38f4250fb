import { Page } from '../shared/Page';

export function NewRunPage() {
  return <Page title="NewRunPage">{null}</Page>;
}
