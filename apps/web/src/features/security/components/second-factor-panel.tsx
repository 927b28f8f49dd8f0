import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button, Panel, Pill, QueryView, Stack, Time } from '../../../components/ui';
import type { SecondFactor } from '../../../lib/api';
import { useTranslate } from '../../../lib/i18n';
import { secondFactorQuery } from '../api/second-factor';
import { EnrolSecondFactor } from './enrol-second-factor';
import { RemoveSecondFactor } from './remove-second-factor';
import styles from './security.module.css';

type Asked = 'enrol' | 'remove' | null;

/** One's own. */
export function SecondFactorPanel() {
  const t = useTranslate();
  const query = useQuery(secondFactorQuery('me'));
  const [asked, setAsked] = useState<Asked>(null);
  return (
    <Panel title={t('factor.title')}>
      <QueryView query={query} what={t('factor.title')} rows={1}>
        {(factor) => (
          <Stack gap="sm">
            <SecondFactorState factor={factor} />
            <span>
              <Button
                size="xs"
                tone={factor.isOn ? 'danger-text' : 'primary'}
                onClick={() => setAsked(factor.isOn ? 'remove' : 'enrol')}
              >
                {t(factor.isOn ? 'factor.switchOff' : 'factor.switchOn')}
              </Button>
            </span>
          </Stack>
        )}
      </QueryView>
      {asked === 'enrol' && <EnrolSecondFactor onClose={() => setAsked(null)} />}
      {asked === 'remove' && <RemoveSecondFactor onClose={() => setAsked(null)} />}
    </Panel>
  );
}

export function SecondFactorState({ factor }: { readonly factor: SecondFactor }) {
  const t = useTranslate();
  if (!factor.isOn)
    return (
      <span className={styles.name}>
        <Pill tone="grey">{t('factor.off')}</Pill> {t('factor.offText')}
      </span>
    );
  return (
    <span className={styles.name}>
      <Pill tone="green">{t('factor.on')}</Pill>
      {factor.since && (
        <span>
          {t('factor.since')} <Time iso={factor.since} />
        </span>
      )}
      <span className={styles.dim}>{t('factor.codesLeft', { count: factor.recoveryCodesLeft })}</span>
    </span>
  );
}
