import { areLabels, LABEL_RULE, LABEL_RULE_ZH } from '../fleet/labels.js';
import { NODE_ID, NODE_ID_RULE, type Labels } from '../rules/node-words.js';
import type { FieldError, LocalizedText } from '../../platform/http/index.js';

export interface BulkRow {
  /** Line in the file, the header being 1. */
  readonly line: number;
  readonly nodeId: string;
  readonly name: string;
  readonly project: string;
  readonly environment: string;
  readonly labels: Labels;
}

export interface BulkFile {
  readonly header: readonly string[];
  readonly cells: readonly (readonly string[])[];
  readonly rows: readonly BulkRow[];
  readonly faults: readonly FieldError[];
}

const FIXED = ['node_id', 'name', 'project', 'environment', 'token'];
const MAX_ROWS = 10_000;
const MAX_FAULTS = 100;

/** Every other column is a label, named by its heading. */
export function readBulk(table: readonly (readonly string[])[]): BulkFile {
  const [header = [], ...body] = table.map((row) => row.map((cell) => cell.trim()));
  const names = header.map((name) => name.toLowerCase());
  const cells = body.filter((row) => row.some((cell) => cell !== ''));
  const rows = cells.map((row, index) => toRow(header, names, row, index + 2));
  const faults = [
    ...headerFaults(names, cells.length),
    ...rows.flatMap((row, index) => rowFaults(row, cells[index] ?? [], header.length)),
    ...repeated(rows),
  ];
  return { header, cells, rows, faults: faults.slice(0, MAX_FAULTS) };
}

function toRow(
  header: readonly string[],
  names: readonly string[],
  row: readonly string[],
  line: number,
): BulkRow {
  const cell = (name: string): string => row[names.indexOf(name)] ?? '';
  const labels = header.flatMap((name, index) => {
    const value = row[index] ?? '';
    return FIXED.includes(name.toLowerCase()) || value === ''
      ? []
      : [[name.replace(/^label[:.]/i, ''), value] as const];
  });
  const nodeId = cell('node_id');
  return {
    line,
    nodeId,
    name: cell('name') || nodeId,
    project: cell('project'),
    environment: cell('environment'),
    labels: Object.fromEntries(labels),
  };
}

function headerFaults(names: readonly string[], rowCount: number): FieldError[] {
  const faults: FieldError[] = [];
  if (!names.includes('node_id'))
    faults.push(
      fault(1, 'node_id', 'missing_column', {
        en: 'The first line must name the columns; node_id is not among them.',
        zh: '首行必须是列名，其中没有 node_id。',
      }),
    );
  if (new Set(names).size !== names.length)
    faults.push(
      fault(1, 'header', 'repeated_column', { en: 'Two columns have the same name.', zh: '有两列同名。' }),
    );
  if (rowCount === 0)
    faults.push(fault(1, 'rows', 'empty', { en: 'There are no nodes in the file.', zh: '文件中没有节点。' }));
  if (rowCount > MAX_ROWS)
    faults.push(
      fault(1, 'rows', 'too_many', {
        en: `At most ${MAX_ROWS} nodes at once; split the file.`,
        zh: `一次最多 ${MAX_ROWS} 个节点，请拆分文件。`,
      }),
    );
  return faults;
}

function rowFaults(row: BulkRow, cells: readonly string[], width: number): FieldError[] {
  const faults: FieldError[] = [];
  if (cells.length > width)
    faults.push(
      fault(row.line, 'columns', 'too_many_cells', {
        en: 'The line has more cells than the header.',
        zh: '该行的单元格比首行多。',
      }),
    );
  if (!NODE_ID.test(row.nodeId)) faults.push(fault(row.line, 'node_id', 'invalid_node_id', NODE_ID_RULE));
  if (row.name.length > 200)
    faults.push(
      fault(row.line, 'name', 'too_long', {
        en: 'A name has at most 200 characters.',
        zh: '名称最多 200 个字符。',
      }),
    );
  if ((row.project === '') !== (row.environment === ''))
    faults.push(
      fault(row.line, 'environment', 'incomplete', {
        en: 'Give project and environment together, or neither.',
        zh: 'project 和 environment 请同时填写，或都不填。',
      }),
    );
  if (!areLabels(row.labels))
    faults.push(fault(row.line, 'labels', 'invalid_labels', { en: LABEL_RULE, zh: LABEL_RULE_ZH }));
  return faults;
}

function repeated(rows: readonly BulkRow[]): FieldError[] {
  const seen = new Set<string>();
  return rows.flatMap(({ nodeId, line }) => {
    const isRepeated = seen.has(nodeId);
    seen.add(nodeId);
    return isRepeated
      ? [
          fault(line, 'node_id', 'repeated', {
            en: 'This node was in the file before.',
            zh: '此节点在文件中已出现过。',
          }),
        ]
      : [];
  });
}

export function fault(line: number, field: string, code: string, message: LocalizedText): FieldError {
  return { field: `line ${line}: ${field}`, code, message };
}
