/** The call's address as far as it is known: `https://HOST/crm/private/FORMAT/MODULE/METHOD`. */
export interface Endpoint {
  readonly host?: string;
  readonly format?: string;
  readonly module?: string;
  readonly method?: string;
}

/** Hosts of Zoho CRM's API version 1, as seen in real code and in Zoho's documentation. */
const CRM_HOSTS: readonly string[] = [
  'crm.zoho.com',
  'crm.zoho.eu',
  'crm.zoho.com.cn',
  'crm.zoho.in',
  'crm.zoho.com.au',
  'crm.zoho.jp',
  'crmsandbox.zoho.com',
  'crm.baihui.com',
];

/** Stands in an address for text that is not known before run time. */
export const UNKNOWN = '\uE000';

/** How sure it is that an address is Zoho CRM's. */
export type Verdict = 'crm' | 'crm-path' | 'other-zoho' | 'accounts' | 'foreign' | 'unknown';

const ADDRESS = /^[\s"'`(]*(?:([a-z\uE000][a-z0-9+.\uE000-]*):)?\/\/([^/?#\s]*)([^?#\s]*)/i;
const ZOHO_DOMAIN = /(^|\.)(zoho(public|apis)?\.(com|eu|in|jp|com\.cn|com\.au)|baihui\.com)$/;
const CRM_PATH = /\/crm\/private\//i;

/**
 * Judges an address by its host; the path only counts where the host is not known, because other Zoho services
 * (Recruit above all) use the same paths, modules and methods.
 *
 * @param address text of the URL up to its query, `UNKNOWN` for each part that is not known
 */
export function judgeAddress(address: string, extraHosts: readonly string[] = []): Verdict {
  const { host, path } = splitAddress(address);
  if (host === undefined || host === '' || host === UNKNOWN) return judgePath(path);
  const known = host.toLowerCase();
  if (CRM_HOSTS.includes(known) || extraHosts.includes(known)) return judgeCrmHostPath(path);
  if (known.includes(UNKNOWN)) return judgePartialHost(known, path);
  if (/^accounts\.zoho\./.test(known) || known === 'i.baihui.com') return 'accounts';
  if (ZOHO_DOMAIN.test(known)) return 'other-zoho';
  return 'foreign';
}

function judgeCrmHostPath(path: string): Verdict {
  return path === '' ||
    path === '/' ||
    path.includes(UNKNOWN) ||
    CRM_PATH.test(path) ||
    !/^\/\w/.test(path) ||
    '/crm/private/'.startsWith(path.toLowerCase())
    ? 'crm'
    : 'other-zoho';
}

function judgePath(path: string): Verdict {
  return CRM_PATH.test(path) ? 'crm-path' : 'unknown';
}

/** A host with a hole in it: `UNKNOWN.zoho.com` may be CRM's, `recruit.UNKNOWN` cannot. */
function judgePartialHost(host: string, path: string): Verdict {
  const pattern = new RegExp('^' + host.split(UNKNOWN).map(escapePattern).join('.*') + '$');
  if (!CRM_HOSTS.some((known) => pattern.test(known)))
    return ZOHO_DOMAIN.test(host) ? 'other-zoho' : 'foreign';
  return judgePath(path);
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** Splits an address into host (without port or user) and path; a text without `//` is all path. */
export function splitAddress(address: string): { host?: string; path: string } {
  const found = ADDRESS.exec(address);
  if (!found) return splitSchemeless(address);
  const host = (found[2] ?? '').replace(/^[^@]*@/, '').replace(/:[\d\uE000]*$/, '');
  return { host, path: found[3] ?? '' };
}

/** `crm.zoho.com/crm/private/…` without a scheme, as people keep it in a constant; a bare path; or a hole first. */
function splitSchemeless(address: string): { host?: string; path: string } {
  const text = (/^[^?#]*/.exec(address.trim())?.[0] ?? '').replace(/^\/+(?=[\w.-]+\.zoho\.)/, '');
  const host = /^([\w.-]+\.(?:com|eu|in|jp|cn|au|net|org|io))(?::\d+)?(?=\/|$)/i.exec(text);
  if (host) return { host: host[1]!, path: text.slice(host[0].length) };
  const afterHole = /^\uE000+([\w.-]*\.zoho\.[a-z.]+)(?=\/|$)/i.exec(text);
  if (afterHole) return { host: UNKNOWN + afterHole[1]!, path: text.slice(afterHole[0].length) };
  return { path: text };
}

/** Reads `/crm/private/FORMAT/MODULE/METHOD`; parts that are not known are left out. */
export function readEndpoint(address: string): Endpoint {
  const { host, path } = splitAddress(address);
  const [format, module, method] = (/\/crm\/private\/(.*)$/i.exec(path)?.[1] ?? '').split('/');
  return {
    ...(isKnown(host) && { host: host.toLowerCase() }),
    ...(isKnown(format) && { format }),
    ...(isKnown(module) && { module }),
    ...(isKnown(method) && { method }),
  };
}

function isKnown(part: string | undefined): part is string {
  return part !== undefined && part !== '' && !part.includes(UNKNOWN);
}
