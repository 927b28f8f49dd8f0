import { DomainError } from './domain-error.js';
import { isOwnOrigin } from './own-origin.js';
import type { HttpServer } from './server.js';

const READS = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE']);

/**
 * Whatever changes something takes no request of somebody else's page, however it is signed in. Browsers say in
 * `Origin` whose page asks; programs say nothing.
 */
export function refuseForeignPages(server: HttpServer, publicUrl: string): void {
  server.addHook('onRequest', ({ method, headers }, _reply, done) => {
    const isForeign = headers.origin !== undefined && !isOwnOrigin(headers, publicUrl);
    done(isForeign && !READS.has(method) ? foreignOrigin() : undefined);
  });
}

function foreignOrigin(): DomainError {
  return new DomainError('forbidden', 'FOREIGN_ORIGIN', {
    en: 'This address answers pages of the console only. Check PUBLIC_URL.',
    zh: '此地址只应答控制台自己的页面，请检查 PUBLIC_URL。',
  });
}
