import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';

import { registerOffline } from './registerOffline';
import { createServices } from './state/createServices';
import { App } from './ui/shell/App';
import { offerUpdate } from './ui/shell/offerUpdate';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <App services={createServices()} />
  </StrictMode>,
);
void registerOffline(offerUpdate);
