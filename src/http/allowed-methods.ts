import FindMyWay, { type HTTPMethod } from 'find-my-way';
import type { RouteOptions } from 'fastify';

/** How paths are read; the same here as in Fastify's own router. */
export const ROUTER_OPTIONS = {
  ignoreTrailingSlash: true,
  ignoreDuplicateSlashes: true,
} as const;

/**
 * Which methods a path supports. Fastify's router only knows whether path and method fit together, and a path that
 * exists under another method must be 405 with `Allow`, not 404: so a second router remembers the paths.
 */
export class AllowedMethods {
  private readonly paths: FindMyWay.Instance<FindMyWay.HTTPVersion.V1>;
  private readonly methods = new Set<HTTPMethod>();

  constructor(maxParamLength: number) {
    this.paths = FindMyWay({ ...ROUTER_OPTIONS, maxParamLength });
  }

  /** For Fastify's `onRoute`. */
  add({ method, url, constraints }: Pick<RouteOptions, 'method' | 'url' | 'constraints'>): void {
    // A route that is not there for everybody: an Allow would tell of it.
    if (constraints?.peer) return;
    for (const one of [method].flat() as HTTPMethod[]) {
      this.methods.add(one);
      if (!this.paths.hasRoute(one, url)) this.paths.on(one, url, () => {});
    }
  }

  /** The value of `Allow` for a path without query; undefined when no method leads anywhere. */
  allowOf(path: string): string | undefined {
    const found = [...this.methods].filter((method) => this.paths.find(method, path));
    return found.length ? [...new Set([...found, 'OPTIONS'])].sort().join(', ') : undefined;
  }
}
