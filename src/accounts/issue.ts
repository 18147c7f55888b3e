import { Failure } from '../model/failure.ts';
import { type TokenRequest, tokenForm } from '../zoho/token-request.ts';
import { ENDED, NotAnswered, type PostOptions, postForm } from './post.ts';
import { judgeReply, type Reply } from './reply.ts';
import { tellNotAnswered, tellVerdict } from './tell.ts';

/** There is no token; the message says why, and what to do next. It holds no secret. */
export class NoToken extends Failure {
  override readonly name = 'NoToken';
  /** Whether somebody interrupted it. */
  readonly isInterrupted: boolean;

  constructor(message: string, isInterrupted = false) {
    super(message);
    this.isInterrupted = isInterrupted;
  }
}

export interface IssueOptions extends TokenRequest, PostOptions {
  /** From `tokenAddress`. */
  readonly address: URL;
  /** What must not be shown where the server says it back, besides the password. */
  readonly secrets: readonly string[];
}

/** Asks an accounts host for a token, once. @throws NoToken */
export async function issueToken(options: IssueOptions): Promise<string> {
  const asked = { ...options, secrets: [options.password, ...options.secrets] };
  let reply: Reply;
  try {
    reply = await postForm(options.address, tokenForm(options), options);
  } catch (error) {
    if (!(error instanceof NotAnswered)) throw error;
    throw new NoToken(tellNotAnswered(error, asked), error.code === ENDED.interrupted);
  }
  const verdict = judgeReply(reply);
  if (verdict.kind === 'issued') return verdict.token;
  throw new NoToken(tellVerdict(verdict, asked));
}
