import { describe, expect, test } from 'vitest';
import { columnOf } from '../../src/recognition/columns.ts';

describe('the column that an expression reads', () => {
  test.each<[string, string, string, string | undefined]>([
    ['row.ticket', "db.query('SELECT name, ticket FROM accounts')", 'ticket', 'accounts'],
    ["row['ticket']", 'db.query("select `ticket` from `accounts` where id = ?")', 'ticket', 'accounts'],
    [
      'user.ticket',
      'SELECT u.zoho_ticket AS ticket FROM crm.users u JOIN orgs o ON o.id = u.org',
      'zoho_ticket',
      'crm.users',
    ],
    ['org.apikey', 'SELECT u.ticket, o.apikey FROM users u JOIN orgs AS o ON o.id = u.org', 'apikey', 'orgs'],
    ['$row->ticket', "$db->query('SELECT * FROM accounts')", 'ticket', 'accounts'],
    [
      'rs.getString("ticket")',
      '"select apikey, " +\n  "ticket " +\n  "from customers"',
      'ticket',
      'customers',
    ],
    ['reader["Ticket"]', 'SELECT TOP 5 [ApiKey], [Ticket] FROM [Customers]', 'Ticket', 'Customers'],
    ['row[:ticket]', 'SELECT ticket FROM a; SELECT ticket FROM b', 'ticket', undefined],
    ['tenant.zoho_ticket', "knex('tenants').select('name', 'zoho_ticket')", 'zoho_ticket', 'tenants'],
  ])('%s beside %s', (expression, text, name, table) => {
    expect(columnOf(expression, text)).toEqual({ name, table });
  });

  test.each([
    ['row.ticket', "db.query('SELECT name FROM accounts')"],
    ['row.ticket', 'Select the ticket that you want from the list, then send it.'],
    ['readTicket()', "db.query('SELECT ticket FROM accounts')"],
    ['req.user.ticket', 'no query'],
  ])('%s beside %s is none', (expression, text) => {
    expect(columnOf(expression, text)).toBeUndefined();
  });

  test('many queries that never end take no time', () => {
    const text = 'select a, '.repeat(20_000);
    const before = performance.now();
    columnOf('row.ticket', text);
    expect(performance.now() - before).toBeLessThan(5_000);
  });
});
