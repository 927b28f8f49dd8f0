import type { Cell } from './cells.js';
import type { CellResult, JudgeName } from './run-judge-bench.js';
import { TRAFFIC_KINDS } from './traffic.js';

export interface Rate {
  /** Releases that were looked at. */
  readonly releases: number;
  /** The share of them that was called bad, in percent. */
  readonly calledPercent: number;
  /** The share that was called bad within a minute after it became bad, in percent. */
  readonly withinMinutePercent: number;
  /** After how many seconds half of those were called bad; null when none was. */
  readonly medianSeconds: number | null;
}

export function rateOf(results: readonly CellResult[], judge: JudgeName): Rate {
  // What is called bad before it is bad is no find, and is counted among the good releases.
  const called = results.flatMap(({ regression, called: all }) =>
    all[judge].map((at) =>
      at === null || at <= (regression?.from ?? 0) ? null : at - (regression?.from ?? 0),
    ),
  );
  const found = called.filter((at) => at !== null).sort((a, b) => a - b);
  const percent = (count: number): number =>
    called.length === 0 ? 0 : Math.round((1_000 * count) / called.length) / 10;
  return {
    releases: called.length,
    calledPercent: percent(found.length),
    withinMinutePercent: percent(found.filter((at) => at <= 60).length),
    medianSeconds: found[Math.floor(found.length / 2)] ?? null,
  };
}

export interface CellRates extends Cell {
  readonly rates: Readonly<Partial<Record<JudgeName, Rate>>>;
}

/** The same for each kind of release, for a program to read. */
export function ratesOf(results: readonly CellResult[], judges: readonly JudgeName[]): readonly CellRates[] {
  return results.map((result) => {
    const { called: _, ...cell } = result;
    return { ...cell, rates: Object.fromEntries(judges.map((judge) => [judge, rateOf([result], judge)])) };
  });
}

type Print = (line: string) => void;

/** Good releases that were called bad by the kind of traffic, and bad ones that were found by what is wrong with them. */
export function printJudgeBench(
  print: Print,
  results: readonly CellResult[],
  judges: readonly JudgeName[],
): void {
  const good = results.filter(({ regression }) => regression === null);
  print('');
  print('Good releases that were called bad');
  print(row('traffic', 'releases', judges));
  for (const kind of TRAFFIC_KINDS) {
    const rows = good.filter((result) => result.kind === kind);
    if (rows.length > 0)
      print(row(kind, String(rateOf(rows, judges[0] ?? 'ours').releases), judges, percentOf(rows)));
  }
  const names = [...new Set(results.flatMap(({ regression }) => regression?.name ?? []))];
  print('');
  print('Bad releases that were found, in how many seconds half of them, and how many within 60 s');
  print(row('regression, requests/s', 'releases', judges));
  for (const name of names)
    for (const perSecond of [5, 50, 500]) {
      const rows = results.filter(
        (result) => result.regression?.name === name && result.perSecond === perSecond,
      );
      if (rows.length > 0)
        print(
          row(
            `${name}, ${perSecond}/s`,
            String(rateOf(rows, judges[0] ?? 'ours').releases),
            judges,
            foundOf(rows),
          ),
        );
    }
  printGoal(print, results, judges);
}

/** What was aimed at: two points more errors at 50 requests per second. */
function printGoal(print: Print, results: readonly CellResult[], judges: readonly JudgeName[]): void {
  const rows = results.filter((result) => result.regression?.name === '+2 points' && result.perSecond === 50);
  if (rows.length === 0) return;
  print('');
  print('Two points more errors at 50 requests/s, by kind of traffic and usual share of errors');
  print(row('traffic, usual errors', 'releases', judges));
  for (const cell of rows)
    print(
      row(
        `${cell.kind}, ${cell.errorRate * 100} %`,
        String(rateOf([cell], judges[0] ?? 'ours').releases),
        judges,
        foundOf([cell]),
      ),
    );
}

function percentOf(rows: readonly CellResult[]): (judge: JudgeName) => string {
  return (judge) => `${rateOf(rows, judge).calledPercent} %`;
}

function foundOf(rows: readonly CellResult[]): (judge: JudgeName) => string {
  return (judge) => {
    const { calledPercent, medianSeconds, withinMinutePercent } = rateOf(rows, judge);
    return medianSeconds === null ? '0 %' : `${calledPercent} % ${medianSeconds} s ${withinMinutePercent} %`;
  };
}

const TITLES: Readonly<Record<JudgeName, string>> = {
  ours: 'this console',
  fixed: 'fixed thresholds',
  once: 'Mann-Whitney once',
  every_minute: 'M-W every minute',
};

function row(
  name: string,
  releases: string,
  judges: readonly JudgeName[],
  cell: (judge: JudgeName) => string = (judge) => TITLES[judge],
): string {
  return [name.padEnd(24), releases.padStart(8), ...judges.map((judge) => cell(judge).padStart(22))].join('');
}
