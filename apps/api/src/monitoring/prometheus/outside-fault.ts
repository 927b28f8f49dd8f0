/** Why a system outside gave no answer, in words for whoever set it up. */
export class OutsideFault extends Error {
  constructor(
    message: string,
    /** Asking again changes nothing: the question itself is refused. */
    readonly isRefusal = false,
  ) {
    super(message);
  }
}
