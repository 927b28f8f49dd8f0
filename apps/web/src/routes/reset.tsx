import { useState } from 'react';
import { useNavigate } from 'react-router';
import { LinkButton, Notice } from '../components/ui';
import { AuthFrame } from '../features/auth/components/auth-frame';
import { ResetForm } from '../features/auth/components/reset-form';
import { useTranslate } from '../lib/i18n';

export default function ResetRoute() {
  const t = useTranslate();
  const navigate = useNavigate();
  const [token] = useState(() => location.hash.slice(1));
  const [isDone, setIsDone] = useState(false);
  const finish = (): void => {
    setIsDone(true);
    // What works no more need not stay in the address.
    void navigate('/reset', { replace: true });
  };
  return (
    <AuthFrame title={t('password.resetTitle')} lead={t('password.resetLead')}>
      {isDone ? (
        <>
          <Notice kind="success" isLive>
            {t('password.resetDone')}
          </Notice>
          <p>
            <LinkButton to="/login" tone="primary">
              {t('auth.signIn')}
            </LinkButton>
          </p>
        </>
      ) : token === '' ? (
        <Notice kind="warning">{t('password.noToken')}</Notice>
      ) : (
        <ResetForm token={token} onDone={finish} />
      )}
    </AuthFrame>
  );
}
