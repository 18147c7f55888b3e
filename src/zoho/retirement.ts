/**
 * Zoho's announcement "Zoho CRM Authtoken Deprecation" (help.zoho.com, April 2021): no authtokens are generated for users
 * in IN from 30 September, in EU and CN from 30 October and in US from 30 November 2020; code is to be moved to OAuth
 * before 31 May 2021.
 */
export const ISSUING_STOPPED =
  'Zoho stopped issuing authtokens between 30 September and 30 November 2020, by data centre, and retired them by 31 May 2021 in favour of OAuth 2.0.';
