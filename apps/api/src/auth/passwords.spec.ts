import { Passwords } from './passwords.js';

describe('passwords', () => {
  const passwords = new Passwords();

  it('are kept as argon2id with a salt of their own', async () => {
    const [first, second] = [await passwords.hash('correct horse'), await passwords.hash('correct horse')];
    expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(first).not.toBe(second);
  });

  it('match themselves only, however they are composed', async () => {
    const stored = await passwords.hash('pässwörter');
    expect(await passwords.matches('pässwörter'.normalize('NFD'), stored)).toBe(true);
    expect(await passwords.matches('pässworter', stored)).toBe(false);
  });

  it('match nothing when there is no account', async () => {
    expect(await passwords.matches('the password of nobody', undefined)).toBe(false);
  });
});
