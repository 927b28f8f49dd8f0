import { parseArguments } from './arguments.js';
import { COMMANDS } from './command-table.js';
import { WrongUse } from './rc-error.js';
import { RUNS } from './run-command.js';

const asked = (line: string): unknown => {
  const { command, operands, options } = parseArguments(line.split(' ').filter((word) => word !== ''));
  return { command, operands, options: Object.fromEntries(options) };
};

describe('the command line of rc', () => {
  it.each([
    ['', 'help', [], {}],
    ['--help', 'help', [], {}],
    ['-h', 'help', [], {}],
    ['wait --help', 'help', ['wait'], {}],
    ['release create --help', 'help', ['release create'], {}],
    ['help release create', 'help', ['release', 'create'], {}],
    ['--version', 'version', [], {}],
    ['whoami', 'whoami', [], {}],
    ['--json whoami', 'whoami', [], { json: [''] }],
    ['whoami -q', 'whoami', [], { quiet: [''] }],
    ['login --url=https://x?a=b', 'login', [], { url: ['https://x?a=b'] }],
    ['upload a 1 f', 'upload', ['a', '1', 'f'], {}],
    ['upload --arch arm64 a 1 f', 'upload', ['a', '1', 'f'], { arch: ['arm64'] }],
    ['upload a 1 -- --odd', 'upload', ['a', '1', '--odd'], {}],
    ['deploy 12 --reason -', 'deploy', ['12'], { reason: ['-'] }],
    ['deploy 12 --reason --json', 'deploy', ['12'], { reason: ['--json'] }],
    ['submit #12', 'submit', ['#12'], {}],
    [
      'release create --project p --environment e --bin a=1 --bin b=2 --submit --submit',
      'release create',
      [],
      { project: ['p'], environment: ['e'], bin: ['a=1', 'b=2'], submit: ['', ''] },
    ],
  ])('"%s"', (line, command, operands, options) => {
    expect(asked(line)).toEqual({ command, operands, options });
  });

  it.each([
    ['fly', 'no command "fly"'],
    ['release', 'release create, release list, release show'],
    ['release fly', 'release create'],
    ['deploy', 'rc deploy RELEASE'],
    ['deploy 1 2', 'rc deploy RELEASE'],
    ['deploy 1 --fast', 'no option --fast'],
    ['deploy 1 -x', 'unknown option -x'],
    ['whoami --json=yes', '--json takes no value'],
    ['deploy 1 --reason', '--reason needs TEXT'],
    ['deploy 1 --reason=', '--reason needs TEXT'],
    ['deploy 1 --reason a --reason b', '--reason is there twice'],
    ['config list', 'needs --project CODE'],
    ['release create --project p', 'needs --environment CODE'],
    ['login --token secret', 'no option --token'],
  ])('refuses "%s"', (line, sentence) => {
    expect(() => asked(line)).toThrow(WrongUse);
    expect(() => asked(line)).toThrow(sentence);
  });

  it('runs every command that it lists, and lists every command that it runs', () => {
    expect(COMMANDS.map(({ name }) => name).sort()).toEqual(Object.keys(RUNS).sort());
  });

  it('says everything in both languages', () => {
    const words = COMMANDS.flatMap(({ help, options }) => [help, ...options.map((option) => option.help)]);
    expect(words.filter(({ en, zh }) => en === '' || !/\p{Script=Han}/u.test(zh))).toEqual([]);
  });
});
