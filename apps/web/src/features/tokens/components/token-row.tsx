import { Button, Pill, Time, TimeAgo } from '../../../components/ui';
import type { ApiToken } from '../../../lib/api';
import { useTranslate } from '../../../lib/i18n';
import { permissionLabel } from '../model/permissions';
import styles from './tokens.module.css';

export function TokenRow({ token, onRevoke }: { readonly token: ApiToken; readonly onRevoke: () => void }) {
  const t = useTranslate();
  const { name, prefix, role, permissions, projects, owner, expiresAt, lastUsedAt, isExpired } = token;
  return (
    <li className={styles.row}>
      <span className={styles.about}>
        <span className={styles.head}>
          <strong className={styles.name}>{name}</strong>
          <code className={styles.dim}>{prefix}…</code>
          {isExpired && <Pill tone="grey">{t('apiToken.expired')}</Pill>}
        </span>
        <span className={styles.dim}>
          {role && `${t(`role.${role}`)} · ${t('apiToken.madeBy', { name: owner.name })} · `}
          {permissions.map((permission) => t(permissionLabel(permission))).join(', ')}
          {!role &&
            ` · ${projects ? projects.map((project) => project.name).join(', ') : t('apiToken.anyProject')}`}
        </span>
        <span className={styles.dim}>
          {lastUsedAt ? (
            <>
              {t('apiToken.used')} <TimeAgo iso={lastUsedAt} />
            </>
          ) : (
            t('apiToken.unused')
          )}
          {' · '}
          {t(isExpired ? 'apiToken.ended' : 'apiToken.until')} <Time iso={expiresAt} />
        </span>
      </span>
      <Button
        size="xs"
        tone="danger-text"
        aria-label={t('apiToken.revokeNamed', { name })}
        onClick={onRevoke}
      >
        {t('token.revoke')}
      </Button>
    </li>
  );
}
