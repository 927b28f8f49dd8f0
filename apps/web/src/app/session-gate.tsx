import { Navigate, Outlet, useLocation } from 'react-router';
import { Skeleton } from '../components/ui';
import { loginPathFor } from '../lib/navigation/return-to';
import { RealtimeProvider } from '../lib/realtime';
import { useSession } from '../lib/session';
import { AppShell } from './app-shell';

export function SessionGate() {
  const session = useSession();
  const location = useLocation();
  if (session.kind === 'unknown') return <Skeleton rows={6} />;
  if (session.kind === 'anonymous') return <Navigate to={loginPathFor(location)} replace />;
  return (
    <RealtimeProvider>
      <AppShell>
        <Outlet />
      </AppShell>
    </RealtimeProvider>
  );
}
