/** The issuer of the demo's own tokens: whoever can read the demo's data directory can sign them. */
export const DEMO_ISSUER = 'linebook-demo';

/** What speaks against fetching keys from there. */
export function keySetFaults(url: URL): string[] {
  const faults: string[] = [];
  if (url.username || url.password) {
    faults.push('expected no user name or password in the URL, because logs and proxies show it');
  }
  if (url.protocol !== 'https:' && !isLoopback(url)) faults.push('expected https, or an address of this machine');
  return faults;
}

function isLoopback(url: URL): boolean {
  return url.protocol === 'http:' && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname);
}
