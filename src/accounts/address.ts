import { Failure } from '../model/failure.ts';
import { TOKEN_PATH } from '../zoho/token-request.ts';

/** The password cannot be sent there, or must not. */
class AddressRefused extends Failure {
  override readonly name = 'AddressRefused';
}

/**
 * The address that generates a token at an accounts host: `accounts.zoho.eu`, `https://accounts.zoho.eu`, or, for tests,
 * `http://127.0.0.1:8080`. Without a scheme it is HTTPS. @throws AddressRefused
 */
export function tokenAddress(host: string): URL {
  const url = parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(host) ? host : `https://${host}`);
  if (url === undefined || url.hostname === '') throw new AddressRefused('--host takes the name of a host');
  // What it holds may be the password.
  if (url.username !== '' || url.password !== '')
    throw new AddressRefused('--host takes no user and no password: leave out what stands before the @');
  if (!/^\/?$/.test(url.pathname) || url.search !== '' || url.hash !== '')
    throw new AddressRefused(`--host takes the name of a host alone; the path ${TOKEN_PATH} is added to it`);
  if (url.protocol === 'http:') {
    if (!isLoopbackName(url.hostname))
      throw new AddressRefused(
        `A password is not sent over plain HTTP: use https://${url.host} (http:// is for this machine alone)`,
      );
  } else if (url.protocol !== 'https:') throw new AddressRefused('--host takes a host that speaks HTTPS');
  return new URL(TOKEN_PATH, url);
}

function parse(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}

function isLoopbackName(name: string): boolean {
  return name === 'localhost' || name === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(name);
}

/** Whether what a connection leads to is this machine. */
export function isLoopbackAddress(address: string | undefined): boolean {
  return address !== undefined && /^(?:::1|(?:::ffff:)?127\.\d+\.\d+\.\d+)$/.test(address);
}
