import { areLabels, LABEL_RULE } from '../fleet/labels.js';
import { NODE_ID, type Labels } from '../rules/node-words.js';
import type { FieldError } from '../../platform/http/index.js';

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
      fault(
        1,
        'node_id',
        'missing_column',
        'The first line must name the columns; node_id is not among them.',
      ),
    );
  if (new Set(names).size !== names.length)
    faults.push(fault(1, 'header', 'repeated_column', 'Two columns have the same name.'));
  if (rowCount === 0) faults.push(fault(1, 'rows', 'empty', 'There are no nodes in the file.'));
  if (rowCount > MAX_ROWS)
    faults.push(fault(1, 'rows', 'too_many', `At most ${MAX_ROWS} nodes at once; split the file.`));
  return faults;
}

function rowFaults(row: BulkRow, cells: readonly string[], width: number): FieldError[] {
  const faults: FieldError[] = [];
  if (cells.length > width)
    faults.push(fault(row.line, 'columns', 'too_many_cells', 'The line has more cells than the header.'));
  if (!NODE_ID.test(row.nodeId))
    faults.push(
      fault(
        row.line,
        'node_id',
        'invalid_node_id',
        'A node id has letters, digits, ".", "_" and "-", at most 100.',
      ),
    );
  if (row.name.length > 200)
    faults.push(fault(row.line, 'name', 'too_long', 'A name has at most 200 characters.'));
  if ((row.project === '') !== (row.environment === ''))
    faults.push(
      fault(row.line, 'environment', 'incomplete', 'Give project and environment together, or neither.'),
    );
  if (!areLabels(row.labels)) faults.push(fault(row.line, 'labels', 'invalid_labels', LABEL_RULE));
  return faults;
}

function repeated(rows: readonly BulkRow[]): FieldError[] {
  const seen = new Set<string>();
  return rows.flatMap(({ nodeId, line }) => {
    const isRepeated = seen.has(nodeId);
    seen.add(nodeId);
    return isRepeated ? [fault(line, 'node_id', 'repeated', 'This node was in the file before.')] : [];
  });
}

export function fault(line: number, field: string, code: string, message: string): FieldError {
  return { field: `line ${line}: ${field}`, code, message };
}
