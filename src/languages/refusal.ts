/** Says that the syntax around a change leaves no way without a guess, with the reason for people. */
export class Refusal extends Error {}
