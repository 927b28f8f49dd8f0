import type { Me } from '@release-console/api-contract';

import type { ExitCode } from '../rc-error.js';
import { EXIT, WrongUse } from '../rc-error.js';
import { forgetLogin, saveLogin } from '../saved-login.js';
import { text } from '../text.js';
import type { Tools } from '../tools.js';
import { consoleUrl } from '../tools.js';

/** Asks the console before it keeps anything, so that what is kept works. */
export async function login(tools: Tools): Promise<ExitCode> {
  const { settings } = tools.parts;
  const word = tools.givenUrl();
  if (word === null) throw new WrongUse(text('rc login needs --url URL', 'rc login 需要 --url URL'));
  const url = consoleUrl(word);
  const token = await tokenFor(tools);
  const caFile = tools.caFile();
  const me = await tools.clientFor({ url, token, caFile }).get<Me>('/auth/me');
  saveLogin(settings.loginFile, { url: url.href, token, caFile });
  const human = text(`Logged in to ${url.host} as ${me.name}.`, `已登录 ${url.host}，身份 ${me.name}。`);
  tools.output.answer({ json: { url: url.href, user: me }, human: tools.output.say(human) });
  return EXIT.asWished;
}

export function logout(tools: Tools): Promise<ExitCode> {
  forgetLogin(tools.parts.settings.loginFile);
  const human = text(
    'Forgotten here; the token itself is revoked on the console.',
    '本机已删除；令牌本身需在控制台撤销。',
  );
  tools.output.answer({ json: {}, human: tools.output.say(human) });
  return Promise.resolve(EXIT.asWished);
}

export async function whoami(tools: Tools): Promise<ExitCode> {
  const me = await tools.client().get<Me>('/auth/me');
  const projects = me.memberships.map(({ projectCode, role }) => `  ${projectCode}: ${role}`);
  const first = `${me.name} <${me.email}>${me.isAdmin ? ' (admin)' : ''}`;
  tools.output.answer({ json: me, human: [first, ...projects].join('\n'), essence: me.email });
  return EXIT.asWished;
}

async function tokenFor(tools: Tools): Promise<string> {
  const { stdin, settings } = tools.parts;
  if (tools.has('token-stdin')) return (await restOf(stdin)).trim();
  if (settings.token !== null) return settings.token;
  if (!stdin.isTTY)
    throw new WrongUse(
      text(
        'give the token on standard input and say --token-stdin',
        '请从标准输入提供令牌，并加上 --token-stdin',
      ),
    );
  tools.output.note(text('Token (it is not shown):', '令牌（不会显示）：'));
  return hiddenLine(stdin);
}

async function restOf(stdin: NodeJS.ReadStream): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stdin) chunks.push(Buffer.from(chunk as Buffer));
  return Buffer.concat(chunks).toString('utf8');
}

const ENTER = /[\r\n]/;
const INTERRUPT = '\u0003';
const ERASE = '\u007f';

function hiddenLine(stdin: NodeJS.ReadStream): Promise<string> {
  return new Promise((resolve, reject) => {
    let line = '';
    const end = (): void => {
      stdin.setRawMode(false);
      stdin.pause();
      stdin.removeListener('data', take);
    };
    const take = (chunk: Buffer): void => {
      for (const character of chunk.toString('utf8')) {
        if (character === INTERRUPT) {
          end();
          return reject(new WrongUse(text('interrupted', '已中断')));
        }
        if (ENTER.test(character)) {
          end();
          return resolve(line.trim());
        }
        line = character === ERASE ? line.slice(0, -1) : line + character;
      }
    };
    stdin.setRawMode(true);
    stdin.resume();
    stdin.on('data', take);
  });
}
