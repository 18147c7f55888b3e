import { TOKEN_SCOPE } from './token-generation.ts';

/** Where a token is generated in API mode, below an accounts host (Zoho, "Using Authentication Token", API Mode). */
export const TOKEN_PATH = '/apiauthtoken/nb/create';

export interface TokenRequest {
  /** A user name or an e-mail address. */
  readonly user: string;
  readonly password: string;
  /** The application's name, which tells its tokens and its usage statistics apart. */
  readonly displayName: string;
}

/**
 * The form that asks for a token. The page says "Use HTTP POST method to make the request" and shows the parameters in
 * the address; public clients have sent them as a form body, where no log of addresses keeps the password.
 */
export function tokenForm({ user, password, displayName }: TokenRequest): string {
  return new URLSearchParams({
    SCOPE: TOKEN_SCOPE,
    EMAIL_ID: user,
    PASSWORD: password,
    DISPLAY_NAME: displayName,
  }).toString();
}

/**
 * Takes out the spaces with which Zoho shows an application-specific password, and no others, as those of a password that
 * a person made up belong to it. "Application Specific Password" (Zoho Mail's help): a combination of 12 alphanumeric
 * characters, to be given without any spaces; "Using Authentication Token": "Remove the spaces in password".
 */
export function withoutShownSpaces(password: string): string {
  const bare = password.replace(/\s/g, '');
  return /^[A-Za-z0-9]{12}$/.test(bare) ? bare : password;
}

/** What a token looks like: 32 hexadecimal digits, and other letters in Zoho's own examples. */
export function isTokenShaped(text: string): boolean {
  return /^[0-9a-z]{32}$/i.test(text);
}
