/** A change that this syntax cannot express without a guess; the message says why, for people. */
export class Refusal extends Error {}
