import { readFileSync } from 'node:fs';
import { inRepository } from '../repository.js';

const ENGINE = ['observe.ts', 'observation.ts', 'assign.ts', 'bin-word.ts', 'watch-return.ts'];

describe('errors of nodes', () => {
  const textOf = (path: string): string => readFileSync(inRepository(path), 'utf8');
  const all = (path: string, pattern: RegExp): readonly string[] =>
    [...textOf(path).matchAll(pattern)].map(([, code]) => code ?? '');
  const known = all('apps/web/src/components/node-error/node-error-text.ts', /^ {2}'([A-Z_]+)',$/gm);

  it('are explained to people, whichever the engine names', () => {
    const codes = ENGINE.flatMap((file) => all(`libs/rollout-core/src/${file}`, /code: '([A-Z_]+)'/g));
    expect(new Set(codes).size).toBeGreaterThan(9);
    expect(codes.filter((code) => !known.includes(code))).toEqual([]);
  });

  it('have words for each that is known, and no others', () => {
    const words = all('apps/web/src/lib/i18n/messages/node-error.en.ts', /'nodeError\.([A-Z_]+)'/g);
    expect([...words].sort()).toEqual([...known].sort());
  });
});
