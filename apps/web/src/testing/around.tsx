import { i18n } from '@lingui/core';
import { I18nProvider } from '@lingui/react';
import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { ReactElement, ReactNode } from 'react';
import { MemoryRouter } from 'react-router';

/** What stands around every page; the cache is empty unless one is given. */
export function around(page: ReactNode, cache = new QueryClient()): ReactElement {
  return (
    <MantineProvider env="test">
      <QueryClientProvider client={cache}>
        <I18nProvider i18n={i18n}>
          <MemoryRouter>{page}</MemoryRouter>
        </I18nProvider>
      </QueryClientProvider>
    </MantineProvider>
  );
}
