import { languageOf } from './localized-text.js';

describe('the language that a caller would rather read', () => {
  it.each([
    [undefined, 'en'],
    ['', 'en'],
    ['*', 'en'],
    ['de, fr;q=0.5', 'en'],
    ['zh', 'zh'],
    ['zh-CN,zh;q=0.9,en;q=0.8', 'zh'],
    ['en-GB,en;q=0.9,zh;q=0.8', 'en'],
    ['en;q=0.2, zh-Hans;q=0.3', 'zh'],
    ['en, zh', 'en'],
    ['zh;q=0', 'en'],
    ['zh;q=nonsense', 'en'],
    ['ZH-tw', 'zh'],
    [`${'x,'.repeat(400)}zh`, 'en'],
  ])('%s', (header, language) => expect(languageOf(header)).toBe(language));
});
