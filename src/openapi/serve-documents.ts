import { NotFoundException } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { FACE_NAMES, faceDocuments } from './documents.js';

const PAGE = '/docs';
/** What the page loads; the package that they come from has more files, and says of which release it is. */
const ASSETS = [
  'swagger-ui.css',
  'swagger-ui-bundle.js',
  'swagger-ui-standalone-preset.js',
  'favicon-16x16.png',
  'favicon-32x32.png',
];

/** People put tokens into this page: it loads from here and talks to here, and to nobody else. Swagger UI styles inline. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** `/docs` with a selector for the faces, and the document of each; for everybody, without a token. Before `listen`. */
export function serveDocuments(app: NestFastifyApplication): void {
  tidyPage(app);
  const documents = faceDocuments(app);
  for (const face of FACE_NAMES) {
    const jsonDocumentUrl = `${PAGE}/${face}.json`;
    SwaggerModule.setup(`${PAGE}/${face}`, app, documents[face], { ui: false, raw: ['json'], jsonDocumentUrl });
  }
  SwaggerModule.setup(PAGE, app, documents.organizations, {
    raw: false,
    explorer: true,
    customSiteTitle: 'Linebook API',
    swaggerOptions: {
      urls: FACE_NAMES.map((name) => ({ name, url: `${PAGE}/${name}.json` })),
      // Else the page would ask a validator on the internet.
      validatorUrl: null,
      // Closed: whoever reads an operation sees its shapes there.
      defaultModelsExpandDepth: 0,
      operationsSorter: byMethod,
    },
  });
}

/** What reads comes first. Runs in the page, so it knows nothing but what stands in it. */
function byMethod(a: Listed, b: Listed): number {
  const order = ['get', 'post', 'put', 'delete'];
  return order.indexOf(a.get('method')) - order.indexOf(b.get('method'));
}
type Listed = { get(key: 'method'): string };

/** Of the page's folder only what the page needs is served, and the page itself under one address. */
function tidyPage(app: NestFastifyApplication): void {
  const server = app.getHttpAdapter().getInstance();
  server.addHook('onRequest', (request, reply, done) => {
    // By route, never by URL: the router reads `//docs/%70ackage.json` as well.
    const route = request.routeOptions.url;
    if (route === `${PAGE}/*` && !ASSETS.includes(assetOf(request))) return done(new NotFoundException());
    if (route === PAGE || route?.startsWith(`${PAGE}/`)) reply.header('content-security-policy', POLICY);
    if (!isOtherAddress(route, request.url)) return done();
    const query = request.url.slice(pathOf(request.url).length);
    return void reply.redirect(`${PAGE}${query}`, 308);
  });
}

/** Anywhere but at `/docs` itself the page would look for its files in `/docs/docs/`. */
function isOtherAddress(route: string | undefined, url: string): boolean {
  if (route === `${PAGE}/` || route === `${PAGE}/index.html`) return true;
  return route === PAGE && pathOf(url) !== PAGE;
}

const pathOf = (url: string): string => url.split('?')[0]!;

function assetOf({ params }: FastifyRequest): string {
  return (params as Record<string, string>)['*']!;
}
