import { getMetadataStorage, type ValidatorConstraintInterface } from 'class-validator';
import '../../app.module.js';
import { validationWords } from './validation-words.js';

interface Rule {
  readonly propertyName: string;

  readonly message?: string;
  readonly constraints?: readonly unknown[];
  readonly constraintCls?: new () => ValidatorConstraintInterface;
  readonly target: { readonly name: string };
}

/** What each rule of each request says when it is broken. */
function sentences(): readonly (readonly [string, string, string])[] {
  const storage = getMetadataStorage() as unknown as {
    readonly validationMetadatas: ReadonlyMap<unknown, readonly Rule[]>;
    getTargetValidatorConstraints(
      of: unknown,
    ): readonly { readonly instance: ValidatorConstraintInterface }[];
  };
  return [...storage.validationMetadatas.values()].flat().flatMap((rule) => {
    const [check] = storage.getTargetValidatorConstraints(rule.constraintCls);
    const { propertyName: property, constraints = [] } = rule;
    const own = check?.instance.defaultMessage?.({ property, constraints: [...constraints] } as never);
    const message = rule.message ?? own;
    if (typeof message !== 'string') return [];
    const said = message
      .replaceAll('$property', property)
      .replaceAll('$constraint1', String(constraints[0]))
      .replaceAll('$constraint2', String(constraints[1]));
    return [[rule.target.name, property, said]];
  });
}

describe('what the validator says, in both languages', () => {
  it('has words for every rule of every request', () => {
    const all = sentences();
    expect(all.length).toBeGreaterThan(500);
    const unknown = all.filter(([, property, sentence]) =>
      validationWords(property, sentence).zh.startsWith('值无效'),
    );
    expect([...new Set(unknown.map(([, , sentence]) => sentence))]).toEqual([]);
  });

  it.each([
    ['name must be shorter than or equal to 100 characters', '最多 100 个字符'],
    ['each value in ids must be a UUID', '必须是 UUID'],
    ["All steps's elements must be unique", '各项不能重复'],
    ['kind must be one of the following values: a, b', '只能是下列值之一：a, b'],
    ['p2 must not be less than 5', '不能小于 5'],
    ['p2 is not what it should be', '值无效：p2 is not what it should be'],
  ])('%s', (sentence, zh) => {
    const property = /^(?:each value in |All )?([a-z0-9]+)/i.exec(sentence)?.[1] ?? '';
    expect(validationWords(property, sentence)).toEqual({ en: sentence, zh });
  });
});
