import type { CommandRule, OptionRule } from '../command-table.js';
import { COMMANDS, EVERYWHERE } from '../command-table.js';
import type { ExitCode } from '../rc-error.js';
import { EXIT } from '../rc-error.js';
import type { Text } from '../text.js';
import { text } from '../text.js';
import type { Tools } from '../tools.js';

type Say = (words: Text) => string;

const EXIT_CODES = text(
  'Exit codes: 0 as wished, 1 other, 2 wrong use, 3 refused, rejected or cancelled, 4 rolled back or failed,\n5 timed out, 6 needs a person.',
  '退出码：0 符合预期，1 其他，2 用法错误，3 被拒绝或取消，4 已回滚或失败，5 超时，6 需要人工处理。',
);

export function help(tools: Tools): Promise<ExitCode> {
  const name = tools.parts.args.operands.join(' ');
  const say: Say = (words) => tools.output.say(words);
  const rule = COMMANDS.find((command) => command.name === name);
  tools.output.raw(rule ? helpOf(rule, say) : overview(say), { commands: COMMANDS });
  return Promise.resolve(EXIT.asWished);
}

function overview(say: Say): string {
  const usage = say(text('Usage: rc COMMAND [options]', '用法：rc COMMAND [选项]'));
  const rows = COMMANDS.map((rule) => row([rule.name, ...rule.operands].join(' '), say(rule.help)));
  return [
    usage,
    '',
    ...rows,
    '',
    ...EVERYWHERE.map((option) => optionRow(option, say)),
    '',
    say(EXIT_CODES),
    '',
  ].join('\n');
}

function helpOf(rule: CommandRule, say: Say): string {
  const usage = say(text('Usage', '用法'));
  const options = [...rule.options, ...EVERYWHERE].map((option) => optionRow(option, say));
  return [
    `${usage}: rc ${[rule.name, ...rule.operands].join(' ')} [options]`,
    say(rule.help),
    '',
    ...options,
    '',
  ].join('\n');
}

function optionRow({ name, value, isRepeated, help: words }: OptionRule, say: Say): string {
  return row(`--${name}${value === undefined ? '' : ` ${value}`}${isRepeated ? ' …' : ''}`, say(words));
}

const WIDTH = 34;

function row(left: string, right: string): string {
  return `  ${left.padEnd(WIDTH)}  ${right}`;
}
