import type { Text } from './text.js';
import { text } from './text.js';

export interface OptionRule {
  readonly name: string;
  /** What it takes, as help says it; absent: nothing. */
  readonly value?: string;
  readonly isRepeated?: boolean;
  readonly isNeeded?: boolean;
  readonly help: Text;
}

export interface CommandRule {
  readonly name: string;
  /** In brackets: may be left out. */
  readonly operands: readonly string[];
  readonly options: readonly OptionRule[];
  readonly help: Text;
}

export const EVERYWHERE: readonly OptionRule[] = [
  { name: 'url', value: 'URL', help: text('address of the console (or RC_URL)', '控制台地址（或 RC_URL）') },
  { name: 'ca', value: 'FILE', help: text('own CA, PEM (or RC_CA)', '私有 CA，PEM（或 RC_CA）') },
  {
    name: 'retries',
    value: 'N',
    help: text(
      'how often to ask again when the console does not answer (5)',
      '控制台无应答时的重试次数（5）',
    ),
  },
  { name: 'json', help: text('answer as JSON', '以 JSON 输出') },
  { name: 'quiet', help: text('only what scripts need', '仅输出脚本所需内容') },
  { name: 'help', help: text('how to use a command', '查看命令用法') },
];

const PROJECT: OptionRule = {
  name: 'project',
  value: 'CODE',
  isNeeded: true,
  help: text('its project', '所属项目'),
};
const ENVIRONMENT: OptionRule = {
  name: 'environment',
  value: 'CODE',
  help: text('its environment', '所属环境'),
};
const PLAN: readonly OptionRule[] = [
  { name: 'template', value: 'NAME', help: text('strategy template of the project', '项目的策略模板') },
  {
    name: 'strategy',
    value: 'FILE',
    help: text('strategy as JSON, alone or with limits around it', 'JSON 策略，可附带各项限制'),
  },
  { name: 'notes', value: 'TEXT', help: text('why, for approvers', '给审批人的说明') },
  { name: 'submit', help: text('ask for approval at once', '立即提交审批') },
  { name: 'deploy', help: text('submit, and deploy if nobody must approve', '提交；无需审批时直接部署') },
  {
    name: 'idempotency-key',
    value: 'KEY',
    help: text('the same key makes the same release only once', '相同的键只会创建一次发布'),
  },
];
const REASON: OptionRule = {
  name: 'reason',
  value: 'TEXT',
  help: text('why, for the record', '原因，留作记录'),
};

function action(name: string, help: Text, ...more: readonly OptionRule[]): CommandRule {
  return { name, operands: ['RELEASE'], options: [REASON, ...more], help };
}

/** What there is, in the order of help; a release is named by its number or id. */
export const COMMANDS: readonly CommandRule[] = [
  {
    name: 'login',
    operands: [],
    options: [
      { name: 'token-stdin', help: text('read the token from standard input', '从标准输入读取令牌') },
    ],
    help: text('keep address and token for later', '保存地址和令牌'),
  },
  { name: 'logout', operands: [], options: [], help: text('forget them', '删除保存的地址和令牌') },
  { name: 'whoami', operands: [], options: [], help: text('in whose name the token asks', '查看当前身份') },
  {
    name: 'upload',
    operands: ['BIN', 'VERSION', 'FILE'],
    options: [
      {
        name: 'arch',
        value: 'ARCH',
        help: text('else what an ELF file says, or any', '默认取 ELF 文件中的架构，否则为 any'),
      },
      {
        name: 'kind',
        value: 'file|archive',
        help: text('archive: a tar that agents unpack', 'archive：由代理解包的 tar'),
      },
      { name: 'sha256', value: 'HEX', help: text('refuse any other file', '校验和不符则拒绝') },
      {
        name: 'source',
        value: 'ID',
        help: text('source of the build that made it, with --path', '构建该文件的来源，与 --path 一起使用'),
      },
      { name: 'job', value: 'JOB', help: text('its job (JOB_NAME)', '构建任务（JOB_NAME）') },
      { name: 'number', value: 'N', help: text('its number (BUILD_NUMBER)', '构建编号（BUILD_NUMBER）') },
      { name: 'path', value: 'PATH', help: text('path among its files', '文件在构建中的路径') },
    ],
    help: text('upload the file of a version', '上传某个版本的文件'),
  },
  {
    name: 'release create',
    operands: [],
    options: [
      PROJECT,
      { ...ENVIRONMENT, isNeeded: true },
      {
        name: 'bin',
        value: 'BIN=VERSION',
        isRepeated: true,
        help: text('what to release, in order', '发布内容，按顺序'),
      },
      {
        name: 'config',
        value: 'FILE',
        isRepeated: true,
        help: text('configuration file whose draft goes along', '一并发布其草稿的配置文件'),
      },
      { name: 'title', value: 'TEXT', help: text('short name', '标题') },
      ...PLAN,
    ],
    help: text('draft a release', '创建发布'),
  },
  {
    name: 'release list',
    operands: [],
    options: [
      { ...PROJECT, isNeeded: false },
      ENVIRONMENT,
      { name: 'status', value: 'STATUS', help: text('one or more, with commas', '一个或多个，以逗号分隔') },
      { name: 'active', help: text('only those under way', '仅进行中的') },
      { name: 'limit', value: 'N', help: text('at most so many (20)', '最多条数（20）') },
    ],
    help: text('newest releases', '最新的发布'),
  },
  { name: 'release show', operands: ['RELEASE'], options: [], help: text('one release', '查看发布') },
  {
    name: 'wait',
    operands: ['RELEASE'],
    options: [
      {
        name: 'for',
        value: 'approved|deployed|finished|rolled-back',
        help: text('what to wait for (finished)', '等待的目标（finished）'),
      },
      { name: 'timeout', value: '30m', help: text('90s, 30m, 2h or 1d (30m)', '90s、30m、2h 或 1d（30m）') },
      {
        name: 'through-pauses',
        help: text('go on waiting when somebody must promote', '需要人工推进时继续等待'),
      },
      {
        name: 'allow-exceptions',
        help: text('nodes that were left behind are all right', '允许有节点未更新'),
      },
    ],
    help: text('follow a release to its end', '跟踪发布直至结束'),
  },
  action('submit', text('ask for approval', '提交审批')),
  action('approve', text('approve exactly this plan', '批准该方案'), {
    name: 'plan-hash',
    value: 'HASH',
    help: text('the plan that you looked at', '已查看的方案哈希'),
  }),
  action('reject', text('say no', '拒绝')),
  action('cancel', text('take a release back before it is deployed', '部署前取消')),
  action('deploy', text('begin', '开始部署')),
  action('pause', text('begin no further wave', '暂停')),
  action('resume', text('go on after a pause', '继续')),
  action('promote', text('go on to the next step', '推进到下一步')),
  action('rollback', text('take every node back', '回滚')),
  action('abort', text('stop and leave every node as it is', '停止，节点保持现状')),
  {
    name: 'config list',
    operands: [],
    options: [PROJECT],
    help: text('configuration files', '配置文件列表'),
  },
  {
    name: 'config get',
    operands: ['PROJECT.FILE'],
    options: [
      { name: 'layer', value: 'LAYER', help: text('base (default) or an environment', 'base（默认）或环境') },
    ],
    help: text('text of a layer', '查看某一层的文本'),
  },
  {
    name: 'config effective',
    operands: ['PROJECT.FILE'],
    options: [
      { ...ENVIRONMENT, isNeeded: true },
      { name: 'published', help: text('what the nodes have, with secrets', '节点上的内容，含机密') },
    ],
    help: text('base and own layer together', '查看合并后的文本'),
  },
  {
    name: 'config publish',
    operands: ['PROJECT.FILE'],
    options: [{ ...ENVIRONMENT, isNeeded: true }, ...PLAN],
    help: text('release the draft of a file', '发布文件草稿'),
  },
  {
    name: 'config diff',
    operands: ['PROJECT.FILE'],
    options: [
      ENVIRONMENT,
      {
        name: 'from',
        value: 'WHICH',
        help: text('layer:L[@V], draft:E or published:E[@N]', 'layer:L[@V]、draft:E 或 published:E[@N]'),
      },
      { name: 'to', value: 'WHICH', help: text('the later text', '较新的文本') },
    ],
    help: text('compare published with draft, or any two texts', '比较已发布与草稿，或任意两个文本'),
  },
  {
    name: 'config export',
    operands: ['DIR'],
    options: [PROJECT],
    help: text('all texts as a folder', '导出为目录'),
  },
  {
    name: 'config import',
    operands: ['DIR'],
    options: [
      PROJECT,
      { name: 'message', value: 'TEXT', help: text('why, for the history', '说明，记入历史') },
      { name: 'dry-run', help: text('only say what would change', '仅预览变更') },
    ],
    help: text('new versions of what differs, all or nothing', '导入有变化的内容，全部成功或全部放弃'),
  },
  {
    name: 'completion',
    operands: ['bash|zsh'],
    options: [],
    help: text('for your shell', '生成命令补全脚本'),
  },
  { name: 'help', operands: ['[COMMAND]', '[COMMAND]'], options: [], help: text('this text', '显示帮助') },
];
