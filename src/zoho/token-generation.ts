/** The scope that a CRM token is generated for. */
export const TOKEN_SCOPE = 'ZohoCRM/crmapi';

interface DataCentre {
  /** What people call it. */
  readonly region: string;
  /** The end of its hosts' names. */
  readonly domain: string;
  /** The host that generates tokens for its users. */
  readonly accounts: string;
}

const DATA_CENTRES: readonly DataCentre[] = [
  { region: 'us', domain: 'zoho.com', accounts: 'accounts.zoho.com' },
  { region: 'eu', domain: 'zoho.eu', accounts: 'accounts.zoho.eu' },
  { region: 'cn', domain: 'zoho.com.cn', accounts: 'accounts.zoho.com.cn' },
  { region: 'in', domain: 'zoho.in', accounts: 'accounts.zoho.in' },
  { region: 'au', domain: 'zoho.com.au', accounts: 'accounts.zoho.com.au' },
  { region: 'jp', domain: 'zoho.jp', accounts: 'accounts.zoho.jp' },
  { region: 'baihui', domain: 'baihui.com', accounts: 'i.baihui.com' },
];

const DEFAULT_ACCOUNTS_HOST = 'accounts.zoho.com';

/** What people call the data centres. */
export const REGIONS: readonly string[] = DATA_CENTRES.map(({ region }) => region);

export interface TokenPurpose {
  /** The CRM host that the calls go to, as far as it is known; any case, with or without a port. */
  readonly host?: string | undefined;
  /** The application's name, which tells its tokens and its usage statistics apart. */
  readonly displayName: string;
}

/**
 * The link that generates a token in browser mode, for a user who is logged in.
 * Zoho, "Using Authentication Token", Browser Mode: SCOPE is `ZohoCRM/crmapi`, DISPLAY_NAME the application.
 */
export function generateUrl({ host, displayName }: TokenPurpose): string {
  return `https://${accountsHostOf(host)}/apiauthtoken/create?SCOPE=${TOKEN_SCOPE}&DISPLAY_NAME=${encode(displayName)}`;
}

/** Whether a host generates tokens for the users of a data centre. */
export function isAccountsHost(host: string): boolean {
  return DATA_CENTRES.some(({ accounts }) => accounts === host.toLowerCase());
}

/** The accounts host of a data centre; undefined for one that is not known. */
export function accountsHostIn(name: string): string | undefined {
  return DATA_CENTRES.find(({ region }) => region === name.toLowerCase())?.accounts;
}

/** The accounts host of the data centre that a CRM host belongs to; an unknown host is taken for zoho.com's. */
export function accountsHostOf(host: string | undefined): string {
  if (host === undefined) return DEFAULT_ACCOUNTS_HOST;
  const name = host.toLowerCase().replace(/:\d*$/, '');
  const centre = DATA_CENTRES.find(({ domain }) => name === domain || name.endsWith('.' + domain));
  return centre?.accounts ?? DEFAULT_ACCOUNTS_HOST;
}

/** Percent-encodes; half a surrogate pair, which encodeURIComponent refuses, becomes U+FFFD. */
function encode(name: string): string {
  return encodeURIComponent(name.replace(/\p{Surrogate}/gu, '\ufffd'));
}
