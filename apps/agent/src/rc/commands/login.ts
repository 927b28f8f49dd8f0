import { hiddenLine } from '../hidden-line.js';
import { described, identityOf } from '../identity.js';
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
  if (url.protocol === 'http:' && !HERE.test(url.hostname))
    tools.output.note(
      text(
        'Without https:// anybody on the way can read the token.',
        '未使用 https://，令牌可能在途中被他人读取。',
      ),
    );
  const token = await tokenFor(tools);
  const caFile = tools.caFile();
  const own = await identityOf(tools.clientFor({ url, token, caFile }), token);
  saveLogin(settings.loginFile, { url: url.href, token, caFile });
  const first = text(`Logged in to ${url.host}.`, `已登录 ${url.host}。`);
  const human = `${tools.output.say(first)}\n${described(own, tools.output)}`;
  tools.output.answer({ json: { url: url.href, ...own }, human });
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
  const { url, token } = tools.access();
  const own = await identityOf(tools.client(), token);
  const human = `${url.href}\n${described(own, tools.output)}`;
  tools.output.answer({ json: { url: url.href, ...own }, human, essence: own.token?.name ?? '' });
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

/** Nothing leaves the machine. */
const HERE = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;
