import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  base: '/',
  plugins: [react()],
  build: {
    outDir: 'dist',
    // Chat clients (Feishu, DingTalk, WeCom) still ship WebViews this old.
    target: ['chrome99', 'safari15.4'],
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
  },
});
