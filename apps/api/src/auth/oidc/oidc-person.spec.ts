import fc from 'fast-check';
import { grantsOf, isAdminBy, personOf } from './oidc-person.js';

const NORA = {
  sub: 'n-1',
  email: 'nora@example.com',
  email_verified: true,
  name: 'Nora Lind',
  groups: ['a'],
};

describe('what a provider says of a person', () => {
  it('is taken as it is', () => {
    expect(personOf(NORA, 'groups')).toEqual({
      subject: 'n-1',
      email: 'nora@example.com',
      isEmailVerified: true,
      name: 'Nora Lind',
      groups: ['a'],
    });
  });

  it.each([
    [{ email_verified: false }, { isEmailVerified: false }],
    [{ email_verified: undefined }, { isEmailVerified: false }],
    [{ email_verified: 'true' }, { isEmailVerified: true }],
    [{ email_verified: 'yes' }, { isEmailVerified: false }],
    [{ email: 'no address' }, { email: undefined }],
    [{ email: 7 }, { email: undefined }],
    [{ name: undefined }, { name: 'nora' }],
    [{ name: ' ', preferred_username: 'nora.lind' }, { name: 'nora.lind' }],
    [{ name: 'x\u0000y' }, { name: 'nora' }],
    [{ name: '\u{1f600}'.repeat(200) }, { name: '\u{1f600}'.repeat(100) }],
    [{ groups: 'one' }, { groups: ['one'] }],
    [{ groups: ['a', 7, null] }, { groups: ['a'] }],
    [{ groups: { a: true } }, { groups: [] }],
    [{ groups: undefined }, { groups: [] }],
    [{ groups: undefined, _claim_names: { groups: 'src1' } }, { groups: undefined }],
  ])('%j counts as %j', (claims, told) => {
    expect(personOf({ ...NORA, ...claims }, 'groups')).toMatchObject(told);
  });

  it.each(['', 7, undefined, 'x'.repeat(256), 'a\u0000b', '\ud800'])('is of nobody with the id %j', (sub) => {
    expect(personOf({ ...NORA, sub }, 'groups')).toBeUndefined();
  });

  it('never makes anything that a database does not take', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('sub', 'email', 'name', 'groups'), fc.anything()),
        (claims) => {
          const person = personOf(claims, 'groups');
          expect(JSON.stringify([person?.subject, person?.name, person?.email])).not.toMatch(/\\u0000|\\ud/);
          expect([...(person?.name ?? '')].length).toBeLessThanOrEqual(100);
        },
      ),
    );
  });
});

describe('roles by group', () => {
  const ROLES = [
    { group: 'platform', role: 'admin' },
    { group: 'ops', role: 'operator', project: 'shop' },
    { group: 'staff', role: 'viewer', project: '*' },
  ] as const;

  it('are those of all groups, in the order of the settings', () => {
    expect(grantsOf(['staff', 'ops'], ROLES)).toEqual([
      { project: 'shop', role: 'operator' },
      { project: '*', role: 'viewer' },
    ]);
    expect([isAdminBy(['staff', 'platform'], ROLES), isAdminBy(['staff'], ROLES)]).toEqual([true, false]);
  });

  it('go by the whole name of a group alone', () => {
    expect(grantsOf(['Staff', 'staff2', 'sta', ' staff'], ROLES)).toEqual([]);
    expect(isAdminBy(['Platform', '/platform'], ROLES)).toBe(false);
  });
});
