import { Navigate, useSearchParams } from 'react-router';
import { Skeleton } from '../components/ui';
import { AuthFrame } from '../features/auth/components/auth-frame';
import { SignInForm } from '../features/auth/components/sign-in-form';
import { useTranslate } from '../lib/i18n';
import { safeReturnTo } from '../lib/navigation/return-to';
import { useSession } from '../lib/session';

export default function LoginRoute() {
  const t = useTranslate();
  const session = useSession();
  const [params] = useSearchParams();
  if (session.kind === 'unknown') return <Skeleton rows={4} />;
  if (session.kind === 'signed-in') {
    return <Navigate to={safeReturnTo(params.get('returnTo'), location.origin)} replace />;
  }
  return (
    <AuthFrame title={t('auth.title')} lead={t('auth.lead')}>
      <SignInForm />
    </AuthFrame>
  );
}
