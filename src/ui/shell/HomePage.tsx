import { Page } from '../shared/Page';

export function HomePage() {
  return <Page title="HomePage">{null}</Page>;
}
