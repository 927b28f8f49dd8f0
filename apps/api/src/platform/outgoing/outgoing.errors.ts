import { DomainError, type LocalizedText } from '../http/index.js';

/** Nothing of the address: what a name stands for in the own network is nobody's business. */
export const outgoingRefused = (host: string): DomainError =>
  new DomainError(
    'unprocessable',
    'OUTGOING_REFUSED',
    {
      en: `This console does not connect to ${host}: it is not in the public network. An administrator can allow it by OUTGOING_ALLOW.`,
      zh: `控制台不会连接 ${host}：它不在公共网络中。管理员可以通过 OUTGOING_ALLOW 允许。`,
    },
    { facts: { host } },
  );

export const outgoingUrl = (what: LocalizedText): DomainError =>
  new DomainError('unprocessable', 'OUTGOING_URL', {
    en: `The address is not one that this console calls: ${what.en}. Give an http or https URL without a user name.`,
    zh: `控制台不会请求此地址：${what.zh}。请填写不含用户名的 http 或 https 地址。`,
  });

/**
 * @param why a text alone is what the system or the other side said
 * @param isOfAnswer it is about this one answer: the other side can be reached
 */
export const outgoingFailed = (
  host: string,
  why: LocalizedText | string,
  isOfAnswer = false,
): DomainError => {
  const { en, zh } = typeof why === 'string' ? { en: why, zh: why } : why;
  return new DomainError(
    'unavailable',
    'OUTGOING_FAILED',
    { en: `${host} did not answer as it should: ${en}.`, zh: `${host} 没有正常应答：${zh}。` },
    { facts: { host, ...(isOfAnswer ? { isOfAnswer } : {}) } },
  );
};
