import type { Case, Expected } from './corpus.js';
import type { TokenKit } from './token-kit.js';

/** Group T: how the token arrives. */
export function transportCases(kit: TokenKit): Case[] {
  const good = kit.good();
  const sent = (row: string, what: string, expect: Expected, value: string): Case => ({
    row,
    what,
    expect,
    lines: [`Authorization: ${value}`],
  });
  return [
    { row: 'jT01', what: 'no header', expect: 'missing', lines: [] },
    { row: 'jT02', what: 'empty header', expect: 'missing', lines: ['Authorization:'] },
    sent('jT02', 'only spaces', 'missing', '   '),
    ...['Basic', 'JWT', 'Digest', 'DPoP', 'Bearerx', 'Bearer-x'].map((scheme) =>
      sent('jT03', `scheme ${scheme}`, 'missing', `${scheme} ${good}`),
    ),
    sent('jT03', 'no scheme', 'missing', good),
    sent('jT04', 'scheme alone', 'missing', 'Bearer'),
    sent('jT04', 'scheme and a space', 'missing', 'Bearer '),
    sent('jT05', 'bearer', 'accepted', `bearer ${good}`),
    sent('jT05', 'BEARER', 'accepted', `BEARER ${good}`),
    sent('jT06', 'two spaces', 'accepted', `Bearer  ${good}`),
    sent('jT06', 'outer whitespace', 'accepted', `  Bearer ${good} \t `),
    sent('jT06', 'a tab between', 'invalid', `Bearer\t${good}`),
    sent('jT06', 'a space and a tab between', 'invalid', `Bearer \t${good}`),
    sent('jT07', 'trailing words', 'invalid', `Bearer ${good} trailing words`),
    sent('jT08', 'two in one header', 'invalid', `Bearer ${good}, Bearer ${good}`),
    ...twoWays(good),
    ...elsewhere(good),
    ...strangeTexts(good),
    ...[8193, 12_000, 16_000].map((length) =>
      sent('jT13', `${length} characters`, 'invalid', `Bearer ${long(good, length)}`),
    ),
    sent('jT14', 'a header above 16 KiB', 431, `Bearer ${long(good, 17_000)}`),
    { row: 'jT16', what: 'HEAD', expect: 'accepted', method: 'HEAD', lines: [`Authorization: Bearer ${good}`] },
    { row: 'jT16', what: 'HEAD without token', expect: 'missing', method: 'HEAD', lines: [] },
  ];
}

function twoWays(good: string): Case[] {
  const header = `Authorization: Bearer ${good}`;
  const row = { expect: 'two_ways' as const };
  return [
    { ...row, row: 'jT09', what: 'the same header twice', lines: [header, header] },
    { ...row, row: 'jT09', what: 'a good one first', lines: [header, 'Authorization: Bearer x'] },
    { ...row, row: 'jT09', what: 'a good one last', lines: ['AUTHORIZATION: Basic x', header] },
    { ...row, row: 'jT10', what: 'in the query too', lines: [header], query: `?access_token=${good}` },
    { ...row, row: 'jT10', what: 'empty in the query too', lines: [header], query: '?access_token=' },
    { ...row, row: 'jT10', what: 'encoded name in the query', lines: [header], query: `?access%5Ftoken=${good}` },
    { ...row, row: 'jT10', what: 'twice in the query', lines: [header], query: `?access_token=a&access_token=b` },
  ];
}

function elsewhere(good: string): Case[] {
  const row = { row: 'jT11', expect: 'missing' as const };
  return [
    { ...row, what: 'query alone', lines: [], query: `?access_token=${good}` },
    { ...row, what: 'cookie', lines: [`Cookie: access_token=${good}; Authorization=Bearer ${good}`] },
    { ...row, what: 'X-Access-Token', lines: [`X-Access-Token: ${good}`] },
    { ...row, what: 'Proxy-Authorization', lines: [`Proxy-Authorization: Bearer ${good}`] },
    {
      ...row,
      what: 'form body',
      lines: ['Content-Type: application/x-www-form-urlencoded'],
      body: `access_token=${good}`,
    },
  ];
}

function strangeTexts(good: string): Case[] {
  const sent = (what: string, expect: Expected, text: string): Case => ({
    row: 'jT12',
    what,
    expect,
    lines: [`Authorization: Bearer ${text}`],
  });
  return [
    sent('in quotes', 'invalid', `"${good}"`),
    sent('percent-encoded', 'invalid', good.replaceAll('.', '%2E')),
    sent('non-ASCII inside', 'invalid', good.replace('.', '.\u00e9')),
    sent('NBSP at the end', 'invalid', `${good}\u00a0`),
    sent('NBSP between', 'invalid', `\u00a0${good}`),
    sent('CR inside', 400, good.replace('.', '.\r')),
    sent('LF inside', 400, good.replace('.', '.\n')),
    sent('NUL inside', 400, good.replace('.', '.\0')),
  ];
}

const long = (token: string, length: number): string => token.padEnd(length, 'A');
