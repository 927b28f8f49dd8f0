/** What a program tells about itself can't be read, or is more than anybody means. */
export class Unreadable extends Error {}

/** A program with more of them is told so: it most likely puts what clients send into labels. */
export const MOST_SERIES = 5_000;
export const MOST_BUCKETS = 200;

export class TooManySeries extends Unreadable {
  constructor() {
    super(
      `the program has more than ${MOST_SERIES} series of its requests, or more than ${MOST_BUCKETS} buckets in one`,
    );
  }
}
