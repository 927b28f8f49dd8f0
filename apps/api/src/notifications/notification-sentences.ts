import { text, type Text } from '@release-console/rollout-core';

/*
 * What the console itself says of messages. It is kept in both languages, so that each reader gets their own; what the other
 * side said stands in it as it said it.
 */

export const nobodyToWriteTo = (): Text => text('There is nobody to write to.', '没有收件人。');

export const sendingFailed = (why: string): Text => text(`It could not be sent: ${why}`, `无法发送：${why}`);

export const answeredWith = (status: number, answer: string): Text =>
  text(`It answered ${status}: ${answer}`, `对方返回 ${status}：${answer}`);

export const answeredOnly = (status: number): Text =>
  text(`It answered ${status} and said no more.`, `对方返回 ${status}，没有其他说明。`);

export const saidNothing = (): Text => text('There was no answer.', '对方没有应答。');

export const waitedTooLong = (): Text => text('It waited too long.', '等待时间过长。');

export const switchedOff = (): Text => text('The channel was switched off.', '渠道已停用。');

export const mayNotSee = (): Text => text('They may not see it any more.', '收件人已无权查看。');

export const accountDisabled = (): Text => text('Their account is disabled.', '收件人的账号已停用。');

/** @param last why the last message was not taken */
export const channelGivenUp = (name: string, last: Text | null): Text =>
  text(
    `The console no longer sends messages to “${name}”: they are not taken. What comes meanwhile waits.${last ? ` ${last.en}` : ''}`,
    `控制台不再向“${name}”发送消息：对方未接收。期间的消息会保留等待。${last?.zh ?? ''}`,
  );

export const testOfChannel = (): Text =>
  text('This is a test of this channel; nothing has happened.', '这是一条测试消息，并没有发生任何事情。');
