/** Something outside of our own code is not as it must be: the message says to a person what, where, and what to do. */
export class Failure extends Error {
  override readonly name: string = 'Failure';
}
