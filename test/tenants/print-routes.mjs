// Loaded into a server before its own code (NODE_OPTIONS): prints each route that its router is given, so that no route is missed
// that stands in no document.
import { subscribe } from 'node:diagnostics_channel';

subscribe('fastify.initialization', ({ fastify }) =>
  fastify.addHook('onRoute', ({ method, url }) => console.log(`route ${[method].flat().join(',')} ${url}`)),
);
