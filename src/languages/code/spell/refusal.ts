/** Says that the syntax around a change leaves no way, with the reason for people. */
export class Refusal extends Error {}
