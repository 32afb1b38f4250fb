import { configure } from '@testing-library/react';
import './sameBytes';

// What is waited for comes when it comes; how long that takes, is for the machine.
configure({ asyncUtilTimeout: 60_000 });
