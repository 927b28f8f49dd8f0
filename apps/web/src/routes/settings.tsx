import { NavLink, Navigate, useParams } from 'react-router';
import { Page } from '../components/layout';
import { ProfilePanel } from '../features/profile/components/profile-panel';
import { UsersPanel } from '../features/users/components/users-panel';
import { useTranslate } from '../lib/i18n';
import { useMe } from '../lib/session';
import styles from './settings.module.css';

export default function SettingsRoute() {
  const t = useTranslate();
  const me = useMe();
  const { section = 'profile' } = useParams();
  const isUsers = section === 'users' && me.isAdmin;
  const isKnown = section === 'profile' || isUsers;
  if (!isKnown) return <Navigate to="/settings/profile" replace />;
  return (
    <Page
      title={t('nav.settings')}
      documentTitle={`${t(isUsers ? 'settings.users' : 'settings.profile')} · ${t('nav.settings')}`}
    >
      {me.isAdmin && (
        <nav className={styles.tabs} aria-label={t('nav.settings')}>
          <NavLink to="/settings/profile" className={styles.tab ?? ''}>
            {t('settings.profile')}
          </NavLink>
          <NavLink to="/settings/users" className={styles.tab ?? ''}>
            {t('settings.users')}
          </NavLink>
        </nav>
      )}
      {isUsers ? <UsersPanel /> : <ProfilePanel />}
    </Page>
  );
}
