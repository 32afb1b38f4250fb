import { Button, Group } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import { useState } from 'react';

import { useServices } from '../../state/services';
import { showFailure } from '../shared/useEdit';
import { usePageTitle } from '../shared/usePageTitle';
import { useFileIntake } from './fileIntake';
import classes from './FirstVisit.module.css';

/** What an empty workspace shows: what this is, and the ways to begin. */
export function FirstVisit() {
  usePageTitle('');
  const { chooseFiles, chooseFolder } = useFileIntake();
  const services = useServices();
  const [isOpening, setIsOpening] = useState(false);
  const openSample = async (): Promise<void> => {
    setIsOpening(true);
    const result = await services.loadSample();
    setIsOpening(false);
    // What it brings into the workspace opens the lineage in place of this page.
    if (!result.ok) showFailure(result.error);
  };
  return (
    <div className={classes.page}>
      <h1 className={classes.sentence}>
        See which exact data trained a model, what changed since, and what drifted. Nothing leaves this
        machine.
      </h1>
      {/* A larger target for the pointer; by keyboard the buttons below do the same. */}
      {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions */}
      <div className={classes.target} onClick={chooseFiles}>
        <IconFileImport className={classes.icon} size={44} stroke={1.3} aria-hidden />
        <div className={classes.words}>Drop files or a folder here</div>
        <div className={classes.hint}>
          CSV, JSON Lines, Parquet and Arrow are read as tables; other files are fingerprinted, not opened
        </div>
      </div>
      <Group justify="center">
        <Button size="md" onClick={chooseFiles}>
          Choose files
        </Button>
        <Button size="md" variant="default" onClick={chooseFolder}>
          Choose a folder
        </Button>
        <Button size="md" variant="default" loading={isOpening} onClick={() => void openSample()}>
          Open the sample project
        </Button>
      </Group>
    </div>
  );
}
