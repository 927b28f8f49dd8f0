import type { LocalizedText } from './localized-text.js';

/** What class-validator says, without the name of the field, and the same in Chinese; `#` is a number. */
const KNOWN: Readonly<Record<string, string>> = {
  'must be a string': '必须是文本',
  'must be a boolean value': '必须是 true 或 false',
  'must be true or false': '必须是 true 或 false',
  'must be an integer number': '必须是整数',
  'must be a number conforming to the specified constraints': '必须是数字',
  'must be a UUID': '必须是 UUID',
  'must be an array': '必须是列表',
  'must be an object': '必须是对象',
  'must be an email': '必须是电子邮件地址',
  'must be an ISO 8601 time with its zone': '必须是带时区的 ISO 8601 时间',
  'must be longer than or equal to # characters': '至少 # 个字符',
  'must be shorter than or equal to # characters': '最多 # 个字符',
  'must not be less than #': '不能小于 #',
  'must not be greater than #': '不能大于 #',
  'must be divisible by #': '必须是 # 的倍数',
  'must contain at least # elements': '至少 # 项',
  'must contain no more than # elements': '最多 # 项',
  'elements must be unique': '各项不能重复',
  'should not be null or undefined': '必填',
  'must be either object or array': '必须是对象或列表',
  'should not be empty': '不能为空',
  'must have a visible character': '必须含有可见字符',
  'must have no control characters': '不能含有控制字符',
  'must have a visible character and no control characters': '必须含有可见字符，且不能含有控制字符',
  'must have 1 to 100 characters': '必须为 1 到 100 个字符',
  'must not be "base": configuration calls the text of all environments so':
    '不能是“base”：配置用它称呼所有环境共用的文本',
  'must begin with a lower-case letter or digit and have up to # of a-z, 0-9 and -':
    '必须以小写字母或数字开头，最多 # 个字符，可用 a-z、0-9 和 -',
  'must begin with a lower-case letter or digit and have up to # of a-z, 0-9 and . _ -':
    '必须以小写字母或数字开头，最多 # 个字符，可用 a-z、0-9 和 . _ -',
  'must begin with http:// or https://': '必须以 http:// 或 https:// 开头',
  'must name a text, for example published:production': '必须指明一份文本，例如 published:production',
  'must name a text, for example draft:production': '必须指明一份文本，例如 draft:production',
  'must look like key:value': '格式应为 key:value',
  'has letters, digits, ".", "_" and "-", at most #': '只能用字母、数字、“.”、“_”和“-”，最多 # 个字符',
  'must be one word, for example amd64': '必须是一个词，例如 amd64',
  'has one environment per project': '每个项目只能有一个环境',
  'must be the receipt of an earlier answer': '必须是先前答复中的回执',
  'must be names with / between them, as team/my-svc': '必须是用 / 分隔的名称，例如 team/my-svc',
  'must have at most # names with texts of at most # characters': '最多 # 个名称，每个文本最多 # 个字符',
  'have up to # keys of letters, digits and . _ / -, and values of # to # visible characters':
    '最多 # 个键，可用字母、数字和 . _ / -，值为 # 到 # 个可见字符',
  'Must be a whole number, or a percentage such as "25%".': '必须是整数，或百分比，例如“25%”',
  'Must be a whole number from 0, or a percentage such as "25%".':
    '必须是不小于 0 的整数，或百分比，例如“25%”',
  'Must map each label to a list of one or more values.': '每个标签都必须对应一个至少有一个值的列表',
};
const NUMBER = /(?<= )-?\d+(?= |$)/g;
const PATTERN = /^must match (\/.*\/[a-z]*) regular expression$/;
const ONE_OF = 'must be one of the following values: ';

/** A sentence of the validator in both languages; one that nobody translated says in Chinese that the value is not valid. */
export function validationWords(property: string, sentence: string): LocalizedText {
  const predicate = predicateOf(property, sentence);
  if (predicate.startsWith(ONE_OF))
    return { en: sentence, zh: `只能是下列值之一：${predicate.slice(ONE_OF.length)}` };
  const pattern = PATTERN.exec(predicate)?.[1];
  if (pattern !== undefined) return { en: sentence, zh: `必须匹配 ${pattern}` };
  const numbers = predicate.match(NUMBER) ?? [];
  const known = KNOWN[predicate] ?? KNOWN[predicate.replace(NUMBER, '#')];
  if (known === undefined) return { en: sentence, zh: `值无效：${sentence}` };
  let place = 0;
  return { en: sentence, zh: known.replace(/#/g, () => numbers[place++] ?? '') };
}

function predicateOf(property: string, sentence: string): string {
  const withoutEach = sentence.replace(/^each value in /, '');
  for (const subject of [
    `All ${property}'s `,
    `nested property ${property} `,
    `${property} `,
    'label ',
    'code ',
    'name ',
    'labels ',
  ])
    if (withoutEach.startsWith(subject)) return withoutEach.slice(subject.length);
  return withoutEach;
}
