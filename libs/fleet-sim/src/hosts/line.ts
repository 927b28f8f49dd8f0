import type { Answer } from '../console/console.js';
import type { Report } from '../words.js';
import type { Stage } from '../world/stage.js';
import type { Weather } from '../world/weather.js';

/** Later than any agent waits for an answer, so that what is sent again overtakes it. */
const MOST_DELAY_MS = 15_000;

/** The network between one host and the console: it loses, repeats, delays and so reorders. */
export class Line {
  constructor(
    private readonly stage: Stage,
    private readonly weather: Weather,
    private readonly hear: (answer: Answer) => void,
  ) {}

  /** Sends a report; `onAnswer` comes once, twice or never. */
  send(report: Report, onAnswer: (answer: Answer) => void): void {
    const { nodeId } = report;
    const { stage, weather } = this;
    if (weather.isCut(nodeId)) return;
    if (stage.chance.is(0.4) && weather.strikes('drop', nodeId)) return;
    this.deliver(report, this.delay(nodeId), onAnswer);
    if (stage.chance.is(0.4) && weather.strikes('duplicate', nodeId))
      this.deliver(report, stage.chance.int(10, MOST_DELAY_MS), onAnswer);
  }

  private deliver(report: Report, delayMs: number, onAnswer: (answer: Answer) => void): void {
    this.stage.later(delayMs, () => ({
      call: { kind: 'report', report },
      take: (answer) => {
        this.hear(answer);
        this.answer(report.nodeId, answer, onAnswer);
      },
    }));
  }

  private answer(nodeId: string, answer: Answer, onAnswer: (answer: Answer) => void): void {
    if (this.weather.isCut(nodeId)) return;
    if (this.stage.chance.is(0.3) && this.weather.strikes('drop', nodeId)) return;
    this.stage.later(this.delay(nodeId), () => {
      onAnswer(answer);
      return undefined;
    });
  }

  private delay(nodeId: string): number {
    const { chance } = this.stage;
    const isLong = chance.is(0.4) && this.weather.strikes('delay', nodeId);
    return chance.int(5, isLong ? MOST_DELAY_MS : 60);
  }
}
