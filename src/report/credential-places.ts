import type { SourceRange } from '../model/edit.ts';
import type { MigrationResult } from '../model/migration.ts';

/** Where a credential stands in a file. */
export interface CredentialPlace {
  readonly at: SourceRange;
  /** True of what a login uses: the name of its user may stand there, too. */
  readonly isOfLogin: boolean;
}

/** Where credentials stand, as far as the analysis knows: keys, tickets, and what a login sends. */
export function credentialPlaces({
  findings,
  tokens,
  revoke = [],
}: MigrationResult): readonly CredentialPlace[] {
  const found = findings.filter(({ ruleId }) => ruleId === 'hardcoded-credential');
  const accounts = findings.filter(({ ticketCode }) => ticketCode?.part === 'account');
  const revoked = [...revoke, ...tokens.flatMap((token) => token.revoke ?? [])];
  // A setting is told by its name; what the place holds is then no credential, but where it is read.
  const written = revoked.filter(({ setting }) => setting === undefined || setting.kind === 'entry');
  return [
    ...[...found, ...written].map(({ at }) => ({ at, isOfLogin: false })),
    ...accounts.map(({ at }) => ({ at, isOfLogin: true })),
  ];
}
