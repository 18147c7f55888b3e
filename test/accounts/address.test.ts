import { describe, expect, test } from 'vitest';
import { isLoopbackAddress, tokenAddress } from '../../src/accounts/address.ts';

describe('an accounts host', () => {
  test.each([
    ['accounts.zoho.com', 'https://accounts.zoho.com/apiauthtoken/nb/create'],
    ['ACCOUNTS.zoho.eu', 'https://accounts.zoho.eu/apiauthtoken/nb/create'],
    ['https://accounts.zoho.in/', 'https://accounts.zoho.in/apiauthtoken/nb/create'],
    ['accounts.example.com:8443', 'https://accounts.example.com:8443/apiauthtoken/nb/create'],
    ['127.0.0.1:8080', 'https://127.0.0.1:8080/apiauthtoken/nb/create'],
    // Plain HTTP, to this machine.
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080/apiauthtoken/nb/create'],
    ['http://127.1', 'http://127.0.0.1/apiauthtoken/nb/create'],
    ['http://localhost:81', 'http://localhost:81/apiauthtoken/nb/create'],
    ['http://[::1]:82', 'http://[::1]:82/apiauthtoken/nb/create'],
  ])('%s', (host, address) => {
    expect(tokenAddress(host).href).toBe(address);
  });
});

describe('what is refused', () => {
  test.each([
    ['http://accounts.zoho.com', 'not sent over plain HTTP'],
    ['http://127.0.0.1.example.com', 'not sent over plain HTTP'],
    ['http://localhost.example.com', 'not sent over plain HTTP'],
    ['http://128.0.0.1', 'not sent over plain HTTP'],
    ['http://0.0.0.0:1', 'not sent over plain HTTP'],
    ['http://[::ffff:8.8.8.8]', 'not sent over plain HTTP'],
    ['ftp://accounts.zoho.com', 'speaks HTTPS'],
    ['file:///etc/passwd', '--host takes the name of a host'],
    ['', '--host takes the name of a host'],
    ['https://', '--host takes the name of a host'],
    ['accounts zoho', '--host takes the name of a host'],
    ['accounts.zoho.com/apiauthtoken/nb/create', 'the name of a host alone'],
    ['https://accounts.zoho.com?a=b', 'the name of a host alone'],
    ['https://accounts.zoho.com#a', 'the name of a host alone'],
  ])('%s', (host, message) => {
    expect(() => tokenAddress(host)).toThrow(message);
  });

  test('a user and a password, which are not repeated', () => {
    expect(() => tokenAddress('https://ann:s3cr3t@accounts.zoho.com')).toThrow(
      /^--host takes no user and no password(?!.*(?:ann|s3cr3t))/,
    );
    expect(() => tokenAddress('http://accounts.zoho.com@127.0.0.1')).toThrow('no user and no password');
  });
});

test.each([
  ['127.0.0.1', true],
  ['127.8.9.10', true],
  ['::1', true],
  ['::ffff:127.0.0.1', true],
  ['10.0.0.1', false],
  ['::ffff:10.0.0.1', false],
  ['fe80::1', false],
  [undefined, false],
])('a connection to %s leads to this machine: %s', (address, expected) => {
  expect(isLoopbackAddress(address)).toBe(expected);
});
