import { existsSync, readFileSync } from 'node:fs';
import { inRepository } from '../repository.js';
import { ALL_GUARDS } from './all-guards.js';
import { takenOut, type Guard } from './guard.js';
import { projectOf } from './guarded-copy.js';

const guard: Guard = {
  ...{ id: 'S00', guards: 'a', file: 'f.ts', find: 'x', replace: 'y' },
  ...{ spec: 'apps/api/src/f.db-spec.ts', test: 'S00' },
};

describe('a guard', () => {
  it('is refused when its text is gone, or there more than once', () => {
    expect(takenOut(guard, 'a x b')).toBe('a y b');
    expect(() => takenOut(guard, 'a b')).toThrow('does not have this text any more');
    expect(() => takenOut(guard, 'x x')).toThrow('more than once');
  });

  it('has its test run with a database where that needs one', () => {
    expect(projectOf('apps/api/src/f.db-spec.ts')).toBe('api-db');
    expect(projectOf('apps/api/src/f.spec.ts')).toBe('api');
    expect(projectOf('libs/rollout-core/src/f.spec.ts')).toBe('rollout-core');
  });
});

describe('the list of guards', () => {
  it.each(ALL_GUARDS.map((each) => [`${each.id} ${each.guards}`, each] as const))(
    'can take out %s',
    (_, each) => {
      const source = readFileSync(inRepository(each.file), 'utf8');
      expect(takenOut(each, source)).not.toBe(source);
      expect(existsSync(inRepository(each.spec))).toBe(true);
      expect(each.test).toContain(each.id);
    },
  );
});
