import type { uploadEn } from './upload.en';

export const uploadZh: Record<keyof typeof uploadEn, string> = {
  'upload.title': '上传版本',
  'upload.addArch': '添加架构',
  'upload.file': '文件',
  'upload.choose': '选择文件',
  'upload.drop': '或拖放到这里',
  'upload.needsFile': '请先选择文件。',
  'upload.anyArch': '任意（脚本、归档）',
  'upload.archHelp': '如果是 Linux 程序，会从文件中识别。',
  'upload.kind': '类型',
  'upload.kind.file': '单个文件',
  'upload.kind.archive': '归档包',
  'upload.kindHelp': '归档包（tar 或 tar.gz）会在节点上解压为目录，节点上的 agent 需为 0.2.0 或更高版本。',
  'upload.start': '上传',
  'upload.stop': '停止',
  'upload.progress': '上传进度',
  'upload.hashing': '正在计算文件校验和',
  'upload.sent': '已发送 {sent} / {total}',
  'upload.checking': '已全部发送，服务器正在校验。',
  'upload.done': '版本 {version} 已上传',
  'upload.same': '版本 {version} 已有完全相同的内容',
};
