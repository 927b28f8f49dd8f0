import { Navigate, useSearchParams } from 'react-router';
import { Skeleton } from '../components/ui';
import { AuthFrame } from '../features/auth/components/auth-frame';
import { ProviderSignIn } from '../features/auth/components/provider-sign-in';
import { SignInForm } from '../features/auth/components/sign-in-form';
import { useTranslate } from '../lib/i18n';
import { safeReturnTo } from '../lib/navigation/return-to';
import { useSession } from '../lib/session';

export default function LoginRoute() {
  const t = useTranslate();
  const session = useSession();
  const [params] = useSearchParams();
  if (session.kind === 'unknown') return <Skeleton rows={4} />;
  const returnTo = safeReturnTo(params.get('returnTo'), location.origin);
  if (session.kind === 'signed-in') return <Navigate to={returnTo} replace />;
  return (
    <AuthFrame title={t('auth.title')} lead={t('auth.lead')}>
      <ProviderSignIn problem={params.get('problem')} returnTo={returnTo} />
      <SignInForm />
    </AuthFrame>
  );
}
