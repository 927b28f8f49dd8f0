import { runPnpm } from '../bootstrap/install.mjs';

/** `npm run pnpm -- <arguments>`: the repository's own package manager. */
export const pnpm = () => runPnpm(process.argv.slice(2));
