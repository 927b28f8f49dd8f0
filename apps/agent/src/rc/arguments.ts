import type { CommandRule, OptionRule } from './command-table.js';
import { COMMANDS, EVERYWHERE } from './command-table.js';
import { WrongUse } from './rc-error.js';
import { text } from './text.js';

export interface Arguments {
  /** Its words with a blank between them: `release create`. */
  readonly command: string;
  readonly operands: readonly string[];
  readonly options: ReadonlyMap<string, readonly string[]>;
}

const SHORT: Readonly<Record<string, string>> = { '-h': '--help', '-q': '--quiet' };

/** @throws WrongUse */
export function parseArguments(
  argv: readonly string[],
  commands: readonly CommandRule[] = COMMANDS,
): Arguments {
  const words = argv.map((word) => SHORT[word] ?? word);
  if (words[0] === '--version') return { command: 'version', operands: [], options: new Map() };
  const firstWords = words.filter((word) => !word.startsWith('-'));
  const rule = commandOf(firstWords, commands);
  const isHelp = words.includes('--help') && !words.includes('--');
  if (isHelp || firstWords.length === 0)
    return { command: 'help', operands: rule ? [rule.name] : [], options: new Map() };
  if (!rule) throw unknownCommand(firstWords, commands);
  const { operands, options } = sorted(words, rule);
  checkOperands(operands, rule);
  const missing = rule.options.find(({ name, isNeeded }) => isNeeded && !options.has(name));
  if (missing) {
    const word = `--${missing.name} ${missing.value ?? ''}`.trim();
    throw new WrongUse(text(`rc ${rule.name} needs ${word}`, `rc ${rule.name} 需要 ${word}`));
  }
  return { command: rule.name, operands, options };
}

function commandOf(words: readonly string[], commands: readonly CommandRule[]): CommandRule | undefined {
  const two = words.slice(0, 2).join(' ');
  return commands.find(({ name }) => name === two) ?? commands.find(({ name }) => name === words[0]);
}

function unknownCommand(words: readonly string[], commands: readonly CommandRule[]): WrongUse {
  const [first = ''] = words;
  const group = commands.filter(({ name }) => name.startsWith(`${first} `)).map(({ name }) => name);
  if (group.length > 0)
    return new WrongUse(text(`say one of: ${group.join(', ')}`, `请使用其中之一：${group.join('、')}`));
  return new WrongUse(
    text(
      `there is no command "${first}"; "rc help" lists them`,
      `没有命令“${first}”；"rc help" 可列出全部命令`,
    ),
  );
}

function sorted(words: readonly string[], rule: CommandRule): Pick<Arguments, 'operands' | 'options'> {
  const operands: string[] = [];
  const options = new Map<string, string[]>();
  let ends = false;
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (word === '--' && !ends) ends = true;
    else if (ends || !word.startsWith('--')) operands.push(plainOperand(word, ends));
    else {
      const { option, given } = optionOf(word, rule);
      const takesNext = option.value !== undefined && given === null;
      if (takesNext) at += 1;
      keep(options, option, valueOf(option, takesNext ? (words[at] ?? null) : given));
    }
  }
  return { operands: operands.slice(rule.name.split(' ').length), options };
}

function plainOperand(word: string, ends: boolean): string {
  if (!ends && word.length > 1 && word.startsWith('-'))
    throw new WrongUse(text(`unknown option ${word}`, `未知选项 ${word}`));
  return word;
}

function optionOf(word: string, rule: CommandRule): { option: OptionRule; given: string | null } {
  const equals = word.indexOf('=');
  const name = word.slice(2, equals === -1 ? undefined : equals);
  const option = [...rule.options, ...EVERYWHERE].find((candidate) => candidate.name === name);
  if (option) return { option, given: equals === -1 ? null : word.slice(equals + 1) };
  throw new WrongUse(text(`rc ${rule.name} has no option --${name}`, `rc ${rule.name} 没有选项 --${name}`));
}

function valueOf(option: OptionRule, given: string | null): string {
  if (option.value === undefined) {
    if (given === null) return '';
    throw new WrongUse(text(`--${option.name} takes no value`, `--${option.name} 不带值`));
  }
  if (given === null || given === '')
    throw new WrongUse(
      text(`--${option.name} needs ${option.value}`, `--${option.name} 需要 ${option.value}`),
    );
  return given;
}

function keep(options: Map<string, string[]>, option: OptionRule, value: string): void {
  const before = options.get(option.name) ?? [];
  if (before.length > 0 && option.value !== undefined && !option.isRepeated)
    throw new WrongUse(text(`--${option.name} is there twice`, `--${option.name} 出现了两次`));
  options.set(option.name, [...before, value]);
}

function checkOperands(operands: readonly string[], rule: CommandRule): void {
  const least = rule.operands.filter((name) => !name.startsWith('[')).length;
  if (operands.length >= least && operands.length <= rule.operands.length) return;
  const usage = ['rc', rule.name, ...rule.operands].join(' ');
  throw new WrongUse(text(`use it as: ${usage}`, `用法：${usage}`));
}
