import { DomainError, type HttpServer } from '../platform/http/index.js';

/** A text of 1 MiB, with most of its characters escaped. */
const MOST_JSON_BYTES = 4 * 1024 ** 2;
const MOST_ZIP_BYTES = 8 * 1024 ** 2;
const WITH_TEXTS = /\/configs(?:\/:id\/layers\/:layer(?:\/check|\/merge)?)?$/;
const IMPORT = /\/configs\/import$/;

/** Texts are larger than what else people send, and a zip is no JSON. To be called before there are routes. */
export function takeConfigBodies(server: HttpServer): void {
  server.addHook('onRoute', (route) => {
    if (WITH_TEXTS.test(route.url)) route.bodyLimit = MOST_JSON_BYTES;
  });
  server.addContentTypeParser(
    'application/zip',
    { parseAs: 'buffer', bodyLimit: MOST_ZIP_BYTES },
    (request, body, done) => {
      if (IMPORT.test(request.routeOptions.url ?? '')) done(null, body);
      else
        done(
          new DomainError('invalid', 'INVALID_JSON_BODY', {
            en: 'This address takes JSON, no zip.',
            zh: '此地址接受 JSON，不接受 zip。',
          }),
        );
    },
  );
}
