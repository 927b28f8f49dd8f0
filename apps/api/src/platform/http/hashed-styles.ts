import { createHash } from 'node:crypto';
import { pagePolicy } from './secure-headers.js';
import type { HttpServer } from './server.js';

/** What swagger-ui-dist puts into its page by itself; another version may need another. */
const OF_VIEWER = 'sha256-RL3ie0nH+Lzz2YNqQN83mnU0J1ot4QL7b99vMdIX99w=';
/** Of the folder of drawings in the page; no policy allows an attribute by its hash alone. */
const HIDDEN = 'style="position:absolute;width:0;height:0"';

/** Pages below `path` that the framework writes: their own style elements are allowed by hash, nothing else inline is. */
export function hashStylesBelow(server: HttpServer, path: string): void {
  server.addHook('onSend', (request, reply, payload, done) => {
    const isPage = request.url.startsWith(path) && String(reply.getHeader('content-type')).includes('html');
    if (!isPage || typeof payload !== 'string') return done(null, payload);
    const hashes = stylesOf(payload).map((style) => `sha256-${sha256(style)}`);
    void reply.header('content-security-policy', pagePolicy([...hashes, OF_VIEWER]));
    done(null, payload.replace(HIDDEN, 'width="0" height="0" aria-hidden="true"'));
  });
}

function stylesOf(page: string): readonly string[] {
  const parts = page.split('<style>').slice(1);
  return parts.map((part) => part.split('</style>', 1)[0] ?? '');
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}
