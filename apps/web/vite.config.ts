import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  base: '/',
  plugins: [react()],
  // Stands in the built page until a server puts a new one there with each answer.
  html: { cspNonce: 'CSP_NONCE' },
  build: {
    outDir: 'dist',
    // Chat clients (Feishu, DingTalk, WeCom) still ship WebViews this old.
    target: ['chrome99', 'safari15.4'],
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
  },
});
