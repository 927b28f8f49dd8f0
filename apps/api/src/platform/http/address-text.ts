import type { IncomingMessage } from 'node:http';
import type { FastifyReply } from 'fastify';
import { DomainError } from './domain-error.js';
import { exactText, isInherited, unknownField } from './json-body.js';
import { ADDRESS_TOO_LONG } from './problem.js';
import type { HttpServer } from './server.js';

const MOST_CHARACTERS = 8_000;

type Texts = Record<string, string | readonly string[]>;

/** What stands in an address is text like that of a body: storable, in NFC, and not guessed from bytes that are no UTF-8. */
export function guardAddresses(server: HttpServer): void {
  server.addHook('onRequest', (request, reply, done) => {
    try {
      ensureOneHost(request.raw, reply);
      ensureReadable(request.url);
      keepExact(request.params as Texts);
      keepExact(request.query as Texts);
      done();
    } catch (error) {
      done(error as Error);
    }
  });
}

/** Of two, servers in a row could believe different ones. */
function ensureOneHost({ rawHeaders, httpVersion }: IncomingMessage, reply: FastifyReply): void {
  let hosts = 0;
  for (let at = 0; at < rawHeaders.length; at += 2)
    if (rawHeaders[at]?.length === 4 && rawHeaders[at]?.toLowerCase() === 'host') hosts += 1;
  if (hosts === 1 || (hosts === 0 && httpVersion !== '1.1')) return;
  void reply.header('connection', 'close');
  throw new DomainError('invalid', 'BAD_REQUEST', {
    en: 'A request names its host once.',
    zh: '请求只能写明一个主机。',
  });
}

function ensureReadable(url: string): void {
  if (url.length > MOST_CHARACTERS)
    throw new DomainError('address_too_long', 'ADDRESS_TOO_LONG', ADDRESS_TOO_LONG);
  const query = url.slice(url.indexOf('?') + 1);
  if (!query.includes('%')) return;
  try {
    decodeURIComponent(query);
  } catch {
    throw new DomainError('invalid', 'BAD_URL', {
      en: 'The address has percent signs that stand for no UTF-8.',
      zh: '地址中的百分号编码不是有效的 UTF-8。',
    });
  }
}

function keepExact(texts: Texts | null): void {
  for (const [name, value] of Object.entries(texts ?? {})) {
    if (isInherited(name)) throw unknownField(name);
    exactText(name, 'query');
    (texts as Texts)[name] =
      typeof value === 'string' ? exactText(value, name) : value.map((one) => exactText(one, name));
  }
}
