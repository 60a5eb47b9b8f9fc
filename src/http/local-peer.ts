import type { IncomingMessage } from 'node:http';
import type { Handler as RouteHandler, HTTPVersion } from 'find-my-way';

type Handler = RouteHandler<HTTPVersion.V1>;

const LOOPBACK = /^(?:::ffff:)?127\.\d+\.\d+\.\d+$|^::1$/;
/** The headers that proxies leave behind; one of them is enough, whatever it says. */
const MARK_OF_A_PROXY = /^(?:x-forwarded.*|forwarded|x-real-ip|via)$/;

type Arrived = Pick<IncomingMessage, 'headers'> & { socket: Pick<IncomingMessage['socket'], 'remoteAddress'> };

/**
 * Whether a request was made on this machine. One that came through a proxy never counts, trusted or not: what the
 * proxy tells of its client is somebody's word, and for a request of this machine nobody needs a proxy.
 */
export function isLocal({ headers, socket }: Arrived): boolean {
  return LOOPBACK.test(socket.remoteAddress ?? '') && !Object.keys(headers).some((name) => MARK_OF_A_PROXY.test(name));
}

/** For the router: a route with the constraint `peer: 'local'` is there for requests of this machine alone. */
export const LOCAL_PEER = {
  name: 'peer',
  storage: () => {
    const routes = new Map<string, Handler>();
    return {
      get: (peer: string) => routes.get(peer) ?? null,
      set: (peer: string, handler: Handler) => void routes.set(peer, handler),
    };
  },
  deriveConstraint: (request: IncomingMessage) => (isLocal(request) ? 'local' : ''),
};
