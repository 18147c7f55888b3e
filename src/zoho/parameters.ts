/** The deprecated pair and its successor. Zoho's parameter names are case-sensitive ("Generating API Ticket"). */
export const API_KEY = 'apikey';
export const TICKET = 'ticket';
export const AUTH_TOKEN = 'authtoken';
export const SCOPE = 'scope';
/** The scope of Zoho CRM; other services have their own ("Using Authentication Token"). */
export const CRM_SCOPE = 'crmapi';

export type CredentialName = typeof API_KEY | typeof TICKET | typeof AUTH_TOKEN | typeof SCOPE;

const CREDENTIAL_NAMES: ReadonlySet<string> = new Set([API_KEY, TICKET, AUTH_TOKEN, SCOPE]);

/** Whether a parameter's name is one that the migration reads or writes. */
export function isCredentialName(name: string): name is CredentialName {
  return CREDENTIAL_NAMES.has(name);
}

/** Whether a parameter's name is one of the deprecated pair. */
export function isDeprecated(name: string): boolean {
  return name === API_KEY || name === TICKET;
}
