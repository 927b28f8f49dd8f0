import { useNavigate, useSearchParams } from 'react-router';
import { Notice } from '../components/ui';
import { AuthFrame } from '../features/auth/components/auth-frame';
import { SetUpForm } from '../features/auth/components/set-up-form';
import { useTranslate } from '../lib/i18n';

export default function SetUpRoute() {
  const t = useTranslate();
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const token = params.get('token') ?? '';
  return (
    <AuthFrame title={t('auth.setupTitle')} lead={t('auth.setupLead')}>
      {token === '' ? (
        <Notice kind="warning">{t('auth.setupNoToken')}</Notice>
      ) : (
        <SetUpForm token={token} onDone={() => void navigate('/', { replace: true })} />
      )}
    </AuthFrame>
  );
}
