import { QueryClientProvider } from '@tanstack/react-query';
import { useEffect, useState, type ReactNode } from 'react';
import { BrowserRouter } from 'react-router';
import { client, sessionStore } from '../lib/api';
import { createQueryClient } from '../lib/api/query-client';
import { LanguageProvider } from '../lib/i18n';
import { ThemeProvider } from './theme/theme-provider';

export function Providers({ children }: { readonly children: ReactNode }) {
  const [queryClient] = useState(createQueryClient);
  useEffect(() => {
    void restoreSession();
    // Another person may sign in next: nothing of the last one stays.
    return sessionStore.subscribe(() => {
      if (sessionStore.current().kind === 'anonymous') queryClient.clear();
    });
  }, [queryClient]);
  return (
    <ThemeProvider>
      <QueryClientProvider client={queryClient}>
        <LanguageProvider>
          <BrowserRouter>{children}</BrowserRouter>
        </LanguageProvider>
      </QueryClientProvider>
    </ThemeProvider>
  );
}

/** Where the cookie is new, and nothing of this page has been here yet. */
const comesFromProvider = (): boolean => new URLSearchParams(location.search).get('by') === 'oidc';

const RESTORE_RETRY_MS = 3_000;

/** A server that is just restarting is no reason to ask for the password again. */
async function restoreSession(): Promise<void> {
  if (sessionStore.current().kind !== 'unknown') return;
  if (!sessionStore.mayHaveCookie() && !comesFromProvider()) return sessionStore.signOut();
  try {
    await client.refresh();
  } catch {
    setTimeout(() => void restoreSession(), RESTORE_RETRY_MS);
  }
}
