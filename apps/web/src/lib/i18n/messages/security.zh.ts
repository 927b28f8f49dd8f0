import type { securityEn } from './security.en';

export const securityZh: Record<keyof typeof securityEn, string> = {
  'session.title': '已登录的设备',
  'session.none': '没有已登录的设备',
  'session.current': '本设备',
  'session.unknownDevice': '未知设备',
  'session.lastUsed': '最近使用',
  'session.signedIn': '登录于',
  'session.end': '退出登录',
  'session.ended': '{count, plural, other {已退出 # 处登录。}}',
  'session.endTitle': '让“{device}”退出登录？',
  'session.endText': '其页面和下载会在数秒内关闭，使用者须重新登录。',
  'session.endOthers': '退出其他所有设备',
  'session.endOthersTitle': '{count, plural, other {退出其他 # 台设备？}}',
  'session.endAll': '在所有设备上退出',
  'session.endAllTitle': '让 {name} 在所有设备上退出？',
  'session.endAllText': '该用户的所有页面和下载会在数秒内关闭；仍可重新登录，如需禁止请停用账号。',
  'session.noOthers': '没有其他可退出的设备。',
};
