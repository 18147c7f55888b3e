/** The scope that a CRM token is generated for. */
export const TOKEN_SCOPE = 'ZohoCRM/crmapi';

/** A data centre: the end of its hosts' names, and the host that generates tokens for its users. */
const ACCOUNTS_HOSTS: readonly (readonly [domain: string, accounts: string])[] = [
  ['zoho.com', 'accounts.zoho.com'],
  ['zoho.eu', 'accounts.zoho.eu'],
  ['zoho.com.cn', 'accounts.zoho.com.cn'],
  ['zoho.in', 'accounts.zoho.in'],
  ['zoho.com.au', 'accounts.zoho.com.au'],
  ['zoho.jp', 'accounts.zoho.jp'],
  ['baihui.com', 'i.baihui.com'],
];

const DEFAULT_ACCOUNTS_HOST = 'accounts.zoho.com';

/** What people call a data centre besides the end of its hosts' names: by its country. */
const OTHER_NAMES: Readonly<Record<string, string>> = { us: 'com', cn: 'com.cn', au: 'com.au' };

/** The regions, by the ends of their hosts' names: `com`, `eu`, …; `baihui` is the Chinese edition of old. */
export const REGIONS: readonly string[] = ACCOUNTS_HOSTS.map(([domain]) => regionOf(domain));

/** The same for people, with what else each is called: `com or us, eu, …`. */
export const REGIONS_IN_WORDS = REGIONS.map((region) =>
  [region, ...Object.keys(OTHER_NAMES).filter((name) => OTHER_NAMES[name] === region)].join(' or '),
).join(', ');

/** The domain of a region's data centre, which `generateUrl` takes for a host; undefined where there is no such region. */
export function domainOfRegion(region: string): string | undefined {
  const name = region.toLowerCase();
  const known = OTHER_NAMES[name] ?? name;
  return ACCOUNTS_HOSTS.find(([domain]) => regionOf(domain) === known)?.[0];
}

function regionOf(domain: string): string {
  return domain.replace(/^zoho\./, '').replace(/^baihui\.com$/, 'baihui');
}

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
  return ACCOUNTS_HOSTS.some(([, accounts]) => accounts === host.toLowerCase());
}

/** The accounts host of the data centre that a CRM host belongs to; an unknown host is taken for zoho.com's. */
export function accountsHostOf(host: string | undefined): string {
  if (host === undefined) return DEFAULT_ACCOUNTS_HOST;
  const name = host.toLowerCase().replace(/:\d*$/, '');
  const centre = ACCOUNTS_HOSTS.find(([domain]) => name === domain || name.endsWith('.' + domain));
  return centre?.[1] ?? DEFAULT_ACCOUNTS_HOST;
}

/** Percent-encodes; half a surrogate pair, which encodeURIComponent refuses, becomes U+FFFD. */
function encode(name: string): string {
  return encodeURIComponent(name.replace(/\p{Surrogate}/gu, '\ufffd'));
}
