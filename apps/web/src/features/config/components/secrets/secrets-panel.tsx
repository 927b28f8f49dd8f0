import { useQuery } from '@tanstack/react-query';
import { IconKey, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { Button, EmptyState, Panel, Pill, QueryView, Time } from '../../../../components/ui';
import type { ConfigSecret, Environment } from '../../../../lib/api';
import { useTranslate } from '../../../../lib/i18n';
import { secretsQuery, type SecretPlace } from '../../api/secrets';
import type { ConfigRights } from '../../model/rights';
import styles from '../config.module.css';
import { ForgetDialog } from './forget-dialog';
import { RevealDialog } from './reveal-dialog';
import { SecretDialog, type SecretDialogState } from './secret-dialog';

type Acts = {
  readonly onSet: (state: SecretDialogState) => void;
  readonly onReveal: (place: SecretPlace) => void;
  readonly onForget: (place: SecretPlace) => void;
};

/** Names and places of a project's secrets. Values come in here and go out only to whoever may see them and says why. */
export function SecretsPanel(props: {
  readonly projectId: string;
  readonly environments: readonly Environment[];
  readonly rights: ConfigRights;
}) {
  const { projectId, environments, rights } = props;
  const t = useTranslate();
  const query = useQuery(secretsQuery(projectId));
  const [edited, setEdited] = useState<SecretDialogState | null>(null);
  const [revealed, setRevealed] = useState<SecretPlace | null>(null);
  const [forgotten, setForgotten] = useState<SecretPlace | null>(null);
  const acts: Acts = { onSet: setEdited, onReveal: setRevealed, onForget: setForgotten };
  const add = (
    <Button
      tone="primary"
      size="xs"
      icon={<IconPlus size={14} aria-hidden />}
      unavailable={rights.mayEdit ? null : t('config.mayNotEdit')}
      onClick={() => setEdited({ name: null, environment: null })}
    >
      {t('secret.new')}
    </Button>
  );
  return (
    <Panel title={t('secret.title')} aside={add} isFlush>
      <QueryView query={query} what={t('secret.title')} rows={3} rowHeight={44}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState icon={<IconKey size={22} />} title={t('secret.none')} text={t('secret.noneText')} />
          ) : (
            <ul className={styles.list}>
              {items.map((secret) => (
                <SecretRow key={secret.name} secret={secret} {...props} acts={acts} />
              ))}
            </ul>
          )
        }
      </QueryView>
      {edited && (
        <SecretDialog
          projectId={projectId}
          environments={environments}
          state={edited}
          onClose={() => setEdited(null)}
        />
      )}
      {revealed && <RevealDialog place={revealed} onClose={() => setRevealed(null)} />}
      {forgotten && <ForgetDialog place={forgotten} onClose={() => setForgotten(null)} />}
    </Panel>
  );
}

function SecretRow(
  props: Parameters<typeof SecretsPanel>[0] & { readonly secret: ConfigSecret; readonly acts: Acts },
) {
  const { secret, projectId, environments, rights, acts } = props;
  const t = useTranslate();
  const { name, values, usedBy } = secret;
  const nameOf = (code: string | null): string =>
    code === null ? t('secret.everywhere') : (environments.find((one) => one.code === code)?.name ?? code);
  return (
    <li className={styles.row} data-secret={name}>
      <span className={styles.what}>
        <span className={styles.line}>
          <code className={styles.name}>{`\${secret:${name}}`}</code>
          {values.length === 0 && <Pill tone="amber">{t('secret.noValue')}</Pill>}
        </span>
        <span className={styles.dim}>
          {usedBy.length === 0 ? t('secret.unused') : t('secret.usedBy', { names: usedBy.join(', ') })}
        </span>
      </span>
      <span className={styles.rowActions}>
        <Button
          size="xs"
          unavailable={rights.mayEdit ? null : t('config.mayNotEdit')}
          onClick={() => acts.onSet({ name, environment: null })}
        >
          {t('secret.set')}
        </Button>
      </span>
      <ul className={`${styles.wide} ${styles.stack}`}>
        {values.map(({ environment, revision, changedByName, changedAt }) => {
          const place = { projectId, name, environment };
          return (
            <li key={environment ?? ''} className={styles.value}>
              <span className={styles.what}>
                <span className={styles.line}>
                  <b>{nameOf(environment)}</b>
                  <span className={styles.dim}>{t('secret.revision', { revision })}</span>
                </span>
                <span className={styles.dim}>
                  {changedByName} · <Time iso={changedAt} />
                </span>
              </span>
              <span className={styles.rowActions}>
                <Button
                  size="xs"
                  unavailable={rights.mayReveal ? null : t('config.mayNotReveal')}
                  onClick={() => acts.onReveal(place)}
                >
                  {t('secret.reveal')}
                </Button>
                <Button
                  size="xs"
                  unavailable={rights.mayEdit ? null : t('config.mayNotEdit')}
                  onClick={() => acts.onSet({ name, environment })}
                >
                  {t('secret.change')}
                </Button>
                <Button
                  size="xs"
                  tone="danger-text"
                  unavailable={rights.mayEdit ? null : t('config.mayNotEdit')}
                  onClick={() => acts.onForget(place)}
                >
                  {t('secret.forget')}
                </Button>
              </span>
            </li>
          );
        })}
      </ul>
    </li>
  );
}
