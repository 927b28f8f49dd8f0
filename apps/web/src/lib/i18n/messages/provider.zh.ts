import type { providerEn } from './provider.en';

export const providerZh: Record<keyof typeof providerEn, string> = {
  'provider.signIn': '使用 {name} 登录',
  'provider.or': '或使用密码',
  'member.byGroup': '由用户组授予',
  'member.byGroupHelp': '该角色由用户在身份提供方所属的组决定，每次登录时更新。',
  'problem.oidcOff': '此控制台未配置身份提供方。',
  'problem.oidcUnavailable': '身份提供方没有正常响应。请重试，或使用密码登录。',
  'problem.oidcStale': '此次登录不是在本浏览器中发起、已超过十分钟或已被使用，请重新开始。',
  'problem.oidcCancelled': '登录已取消，或你无权使用。',
  'problem.oidcInvalid': '身份提供方的应答未通过校验，原因见控制台日志。',
  'problem.oidcRefused': '身份提供方拒绝了请求，原因见控制台日志。',
  'problem.oidcEmailMissing': '身份提供方未提供你的邮箱，无法建立账号。',
  'problem.oidcEmailUnverified': '身份提供方尚未验证你的邮箱，请先在那里完成验证。',
  'problem.oidcEmailTaken': '已有使用你邮箱的账号。请用其密码登录，然后在“设置 - 个人资料”中关联。',
  'problem.oidcNoRole': '你所属的组在此没有任何角色，请联系控制台管理员。',
  'problem.oidcGroupsUnknown': '你所属的组过多，身份提供方未予提供，请联系管理员。',
  'problem.oidcLinkedElsewhere': '你在身份提供方登录的身份已关联此处的另一个账号。',
  'problem.oidcLinkedAlready': '你的账号已经关联。',
  'problem.oidcFailed': '登录未成功。请重试；若仍不行，请联系管理员。',
  'problem.accountDisabled': '此账号已停用，请联系管理员。',
  'problem.noPassword': '此账号没有密码。',
};
