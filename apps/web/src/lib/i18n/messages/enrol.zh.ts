import type { enrolEn } from './enrol.en';

export const enrolZh: Record<keyof typeof enrolEn, string> = {
  'enrol.title': '接入令牌',
  'enrol.lead': '新主机凭接入令牌自行加入环境，并各自获得自己的令牌。',
  'enrol.tokens': '接入令牌',
  'enrol.create': '新建接入令牌',
  'enrol.none': '没有接入令牌',
  'enrol.noneText': '创建一个，然后在每台新主机上执行给出的命令。',
  'enrol.maxUses': '可接入主机数',
  'enrol.validFor': '有效期',
  'enrol.hours': '{hours, plural, =1 {1 小时} =24 {1 天} =168 {7 天} =720 {30 天} other {# 小时}}',
  'enrol.startsAs': '新节点初始为',
  'enrol.join': '接入主机',
  'enrol.joinText':
    '将 agent.cjs 放到主机上，并以 root 执行以下命令。代理可操作的程序列在该文件的 “bins” 中，请自行添加。',
  'enrol.tokenOnly': '或仅复制令牌：',
  'enrol.used': '已用 {uses} / {maxUses}',
  'enrol.until': '有效至',
  'enrol.open': '可用',
  'enrol.over': '已用完或过期',
  'enrol.revokeTitle': '吊销此接入令牌？',
  'enrol.revokeText': '不能再有主机凭它接入；已接入的主机保留各自的令牌。',
};
