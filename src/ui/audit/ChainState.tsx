import { Button, Popover, TextInput } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconCircleDashed, IconShieldCheck } from '@tabler/icons-react';
import { useState, type SubmitEvent } from 'react';

import {
  formatHead,
  parseHead,
  type AuditVerdict,
  type NotedHead,
} from '../../operations/audit/auditLogVerify';
import { useServices } from '../../state/services';
import { CopyButton } from '../shared/CopyButton';
import { Digest } from '../shared/Digest';
import { formatCounted } from '../shared/format';
import { showFailure } from '../shared/useEdit';
import classes from './Audit.module.css';
import { verdictWords } from './verdictWords';

/** Whether the chain of the log holds, as far as it was asked, and how to ask. */
export function ChainState({ auditSequence }: { readonly auditSequence: number }) {
  const services = useServices();
  const [verdict, setVerdict] = useState<AuditVerdict | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const verify = async (noted: NotedHead | null): Promise<void> => {
    setIsBusy(true);
    const result = await services.verifyAudit(noted).finally(() => setIsBusy(false));
    if (result.ok) setVerdict(result.value);
    else showFailure(result.error);
  };
  return (
    <section className={classes.chain} aria-label="Chain of the log">
      <Words verdict={verdict} isBusy={isBusy} auditSequence={auditSequence} />
      <Button
        size="xs"
        leftSection={<IconShieldCheck size={15} aria-hidden />}
        loading={isBusy}
        onClick={() => void verify(null)}
      >
        Verify
      </Button>
      {!isBusy && verdict?.broken === null && (
        <CopyButton
          key={verdict.head.hash}
          text={formatHead(verdict.head)}
          label="Copy head"
          size="xs"
          title="Its number and hash: keep them elsewhere, and ask for them later"
        />
      )}
      <NotedHeadForm onCheck={verify} />
    </section>
  );
}

interface WordsProps {
  readonly verdict: AuditVerdict | null;
  readonly isBusy: boolean;
  readonly auditSequence: number;
}

function Words({ verdict, isBusy, auditSequence }: WordsProps) {
  if (isBusy || verdict === null) {
    return (
      <div className={classes.state} role="status">
        <IconCircleDashed size={18} stroke={1.6} aria-hidden />
        {isBusy ? 'Verifying every entry' : 'Not verified on this visit'}
      </div>
    );
  }
  if (verdict.broken !== null) {
    return (
      <div className={classes.state} data-state="broken" role="alert">
        <IconAlertTriangle size={18} aria-hidden />
        <span>{verdictWords(verdict)}</span>
      </div>
    );
  }
  const newer = auditSequence - verdict.head.sequence;
  return (
    <div className={classes.state} data-state="intact" role="status">
      <IconCircleCheck size={18} aria-hidden />
      <span>
        {verdictWords(verdict)}, head <Digest digest={verdict.head.hash} label="hash" />
        {newer > 0 && `; ${formatCounted(newer, 'newer entry', 'newer entries')} not verified yet`}
      </span>
    </div>
  );
}

function NotedHeadForm({ onCheck }: { readonly onCheck: (noted: NotedHead) => Promise<void> }) {
  const [isOpen, setIsOpen] = useState(false);
  const [text, setText] = useState('');
  const [isMalformed, setIsMalformed] = useState(false);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const head = parseHead(text);
    setIsMalformed(!head.ok);
    if (!head.ok) return;
    setIsOpen(false);
    void onCheck(head.value);
  };
  return (
    <Popover opened={isOpen} onChange={setIsOpen} width={340} position="bottom-end" shadow="md" trapFocus>
      <Popover.Target>
        <Button size="xs" variant="default" onClick={() => setIsOpen(!isOpen)}>
          Check a noted head
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Check a noted head">
        <form onSubmit={submit}>
          <TextInput
            label="Was this head part of the log?"
            description="As it was copied here: the hash, with or without its number before"
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            error={isMalformed && 'A head ends in 64 digits from 0 to 9 and a to f'}
            spellCheck={false}
            autoComplete="off"
            data-autofocus
          />
          <Button type="submit" size="xs" mt="sm">
            Check
          </Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
