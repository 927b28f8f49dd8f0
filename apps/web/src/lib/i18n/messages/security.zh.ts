import type { securityEn } from './security.en';

export const securityZh: Record<keyof typeof securityEn, string> = {
  'password.tooCommon': '请使用他人不会使用的密码，例如几个互不相关的词。',
  'password.likeAccount': '密码不能只由姓名、邮箱和数字组成。',
  'password.resetTitle': '设置新密码',
  'password.resetLead': '请设置用于登录的密码。此链接仅可使用一次。',
  'password.resetDone': '新密码已生效，所有设备均已退出登录。',
  'password.noToken': '地址中缺少令牌。请打开收到的完整链接。',
  'password.set': '设置密码',
  'problem.wrongPassword': '当前密码不正确。',
  'problem.resetClosed': '此链接已被使用、被替换或已过期，请向管理员索取新的链接。',
  'factor.code': '验证码',
  'factor.codeHelp': '应用显示的六位数字，或任一恢复码。',
  'factor.back': '返回输入密码',
  'factor.challengeEnded': '用时过长，或验证码错误次数过多。',
  'problem.codeWrong': '验证码错误或已被使用，请等待下一个。',
};
