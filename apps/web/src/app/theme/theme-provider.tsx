import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './tokens.css';
import './global.css';
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import type { ReactNode } from 'react';
import { Toasts } from '../../components/ui';
import { styleNonce } from './style-nonce';
import { cssVariables, theme } from './theme';

/** The same key is read by /theme.js before the first paint. */
const colorScheme = localStorageColorSchemeManager({ key: 'rc.theme' });

export function ThemeProvider({ children }: { readonly children: ReactNode }) {
  return (
    <MantineProvider
      theme={theme}
      getStyleNonce={styleNonce}
      cssVariablesResolver={cssVariables}
      colorSchemeManager={colorScheme}
      defaultColorScheme="auto"
    >
      {children}
      <Toasts />
    </MantineProvider>
  );
}
