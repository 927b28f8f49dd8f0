import { useMutation } from '@tanstack/react-query';
import { IconShieldCheck } from '@tabler/icons-react';
import { Button, CopyText, Notice, ProblemNotice, Stack, Time } from '../../../components/ui';
import type { AuditVerdict } from '../../../lib/api';
import { useLocalized, useTranslate } from '../../../lib/i18n';
import { verifyAudit } from '../api/audit';
import { EntryFacts } from './entry-drawer';
import styles from './audit.module.css';

/** For admins: is the log as it was written, and where is it not? */
export function VerifyPanel() {
  const t = useTranslate();
  const check = useMutation({ mutationFn: verifyAudit });
  return (
    <Stack gap="sm" mb="md">
      <div className={styles.verify}>
        <span className={styles.dim}>{t('audit.verifyHelp')}</span>
        <Button icon={<IconShieldCheck size={16} />} isBusy={check.isPending} onClick={() => check.mutate()}>
          {t('audit.verify')}
        </Button>
      </div>
      {check.error && <ProblemNotice error={check.error} onRetry={() => check.mutate()} />}
      {check.data && <Verdict verdict={check.data} />}
    </Stack>
  );
}

function Verdict({ verdict }: { readonly verdict: AuditVerdict }) {
  const t = useTranslate();
  const localized = useLocalized();
  const { fault, entries } = verdict;
  if (!fault)
    return (
      <Notice kind="success" isLive title={t('audit.whole', { count: entries })}>
        <Particulars verdict={verdict} />
      </Notice>
    );
  return (
    <Notice
      kind="error"
      isLive
      title={`${t('audit.broken')}${fault.seq === null ? '' : ` · ${t('audit.entry', { number: fault.seq })}`}`}
    >
      <p>{localized(fault.text)}</p>
      <p>{t('audit.rightUntil', { count: entries })}</p>
      <Particulars verdict={verdict} />
      {fault.entry && (
        <div className={styles.broken}>
          <h2 className={styles.brokenTitle}>{t('audit.standsThere')}</h2>
          <EntryFacts entry={fault.entry} />
        </div>
      )}
    </Notice>
  );
}

function Particulars({ verdict }: { readonly verdict: AuditVerdict }) {
  const t = useTranslate();
  const { removed, unsealed, sealedSince, checkedAt, receipt, whole } = verdict;
  return (
    <>
      {removed > 0 && <p>{t('audit.removed', { count: removed })}</p>}
      {unsealed > 0 && <p>{t('audit.unsealed', { count: unsealed })}</p>}
      <p>
        {sealedSince !== null && (
          <>
            {t('audit.sealedSince')} <Time iso={sealedSince} isExact /> ·{' '}
          </>
        )}
        {t('audit.checkedAt')} <Time iso={checkedAt} isExact />
      </p>
      {whole && (
        <>
          <p>
            {t('audit.receipt')}{' '}
            <CopyText value={receipt} shown={`${receipt.slice(0, 16)}…`} label={t('audit.receipt')} />
          </p>
          <p>{t('audit.receiptHelp')}</p>
        </>
      )}
    </>
  );
}
