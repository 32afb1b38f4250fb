import type { NodeSubject } from '../lineage/nodeFacts';
import { CopyButton } from '../shared/CopyButton';
import classes from './Inspector.module.css';

/** The records as they are stored and joined; nothing left out. */
export function RawTab({ subject }: { readonly subject: NodeSubject }) {
  const text = JSON.stringify(recordOf(subject), null, 2);
  return (
    <>
      <CopyButton text={text} label="Copy" />
      <pre className={classes.raw}>{text}</pre>
    </>
  );
}

function recordOf(subject: NodeSubject): unknown {
  switch (subject.type) {
    case 'artifact':
    case 'snapshot': {
      const { artifact, names, namespace, name } = subject.artifact;
      return { artifact: { ...artifact, namespace, name, names }, version: subject.snapshot };
    }
    case 'job':
      return { job: subject.job.job, runs: subject.job.runs.map(({ run }) => run.id) };
    case 'run': {
      const { run, inputs, outputs } = subject.run;
      return { run, job: subject.job.job, inputs, outputs };
    }
  }
}
