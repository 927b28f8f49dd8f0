import ts from 'typescript';
import type { Mutant } from './mutant.js';

const SWAPPED: Readonly<Partial<Record<ts.SyntaxKind, readonly string[]>>> = {
  [ts.SyntaxKind.LessThanToken]: ['<=', '>='],
  [ts.SyntaxKind.LessThanEqualsToken]: ['<', '>'],
  [ts.SyntaxKind.GreaterThanToken]: ['>=', '<='],
  [ts.SyntaxKind.GreaterThanEqualsToken]: ['>', '<'],
  [ts.SyntaxKind.EqualsEqualsEqualsToken]: ['!=='],
  [ts.SyntaxKind.ExclamationEqualsEqualsToken]: ['==='],
  [ts.SyntaxKind.AmpersandAmpersandToken]: ['||'],
  [ts.SyntaxKind.BarBarToken]: ['&&'],
  [ts.SyntaxKind.PlusToken]: ['-'],
  [ts.SyntaxKind.MinusToken]: ['+'],
  [ts.SyntaxKind.AsteriskToken]: ['/'],
  [ts.SyntaxKind.SlashToken]: ['*'],
};

interface Site {
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
}

/** Every comparison turned round, every condition taken away, every negation dropped and every sum made a difference. */
export function findSites(file: string, source: string): readonly Mutant[] {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.ESNext, true);
  const sites: Site[] = [];
  const visit = (node: ts.Node): void => {
    sites.push(...sitesOf(node, tree));
    ts.forEachChild(node, visit);
  };
  visit(tree);
  const seen = new Map<string, number>();
  return sites.map((site) => {
    const text = source.slice(site.start, site.end).replace(/\s+/g, ' ');
    const line = tree.getLineAndCharacterOfPosition(site.start).line + 1;
    const around = lineText(source, site.start);
    const key = `${file} | ${around} | ${text} => ${site.replacement}`;
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    const id = count === 1 ? key : `${key} (${count})`;
    return { ...site, id, file, about: `line ${line}: ${text} => ${site.replacement}` };
  });
}

const NOT = ts.SyntaxKind.ExclamationToken;

function sitesOf(node: ts.Node, tree: ts.SourceFile): readonly Site[] {
  if (ts.isTypeNode(node)) return [];
  if (ts.isIfStatement(node)) return asConstant(node.expression, tree);
  if (ts.isConditionalExpression(node)) return asConstant(node.condition, tree);
  if (ts.isPrefixUnaryExpression(node) && node.operator === NOT)
    return [siteOf(node, node.operand.getText(tree), tree)];
  if (!ts.isBinaryExpression(node)) return [];
  const { operatorToken } = node;
  return (SWAPPED[operatorToken.kind] ?? []).map((other) => siteOf(operatorToken, other, tree));
}

function asConstant(condition: ts.Expression, tree: ts.SourceFile): readonly Site[] {
  return ['true', 'false'].map((constant) => siteOf(condition, constant, tree));
}

function siteOf(node: ts.Node, replacement: string, tree: ts.SourceFile): Site {
  return { start: node.getStart(tree), end: node.getEnd(), replacement };
}

function lineText(source: string, at: number): string {
  const start = source.lastIndexOf('\n', at - 1) + 1;
  const end = source.indexOf('\n', at);
  return source.slice(start, end < 0 ? undefined : end).trim();
}
