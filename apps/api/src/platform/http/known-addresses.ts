import { DomainError } from './domain-error.js';
import { NOTHING_HERE } from './problem.js';
import type { HttpServer } from './server.js';

/** Which methods an address has, for those who use another one. */
export class KnownAddresses {
  private readonly methods = new Map<string, { readonly pattern: RegExp; readonly methods: Set<string> }>();

  /** Before the first route: hears of those that follow. */
  static of(server: HttpServer): KnownAddresses {
    const known = new KnownAddresses();
    server.addHook('onRoute', ({ method, url }) => known.note(url, [method].flat()));
    return known;
  }

  note(url: string, methods: readonly string[]): void {
    if (url.includes('*')) return;
    const known = this.methods.get(url) ?? { pattern: patternOf(url), methods: new Set() };
    for (const method of methods) known.methods.add(method);
    this.methods.set(url, known);
  }

  /** Of a path as it was sent; empty when there is nothing. */
  methodsOf(path: string): readonly string[] {
    const matching = [...this.methods.values()].filter(({ pattern }) => pattern.test(path));
    return [...new Set(matching.flatMap(({ methods }) => [...methods]))].sort();
  }

  /** The refusal of a request that no route takes; never repeats what was asked for. */
  refusal(method: string, path: string): DomainError {
    const allow = this.methodsOf(path);
    return allow.length === 0 || allow.includes(method) ? nothingHere() : otherMethod(allow);
  }
}

export function nothingHere(): DomainError {
  return new DomainError('not_found', 'NOT_FOUND', NOTHING_HERE);
}

export function otherMethod(allow: readonly string[]): DomainError {
  return new DomainError(
    'method_not_allowed',
    'METHOD_NOT_ALLOWED',
    { en: 'This address takes other methods; `allow` names them.', zh: '此地址接受其他方法，见 `allow`。' },
    { facts: { allow } },
  );
}

function patternOf(url: string): RegExp {
  const segments = (url.endsWith('/') ? url.slice(0, -1) : url).split('/');
  const parts = segments.map((part) =>
    part.startsWith(':') ? '[^/]+' : part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'),
  );
  return new RegExp(`^${parts.join('/')}/?$`);
}
