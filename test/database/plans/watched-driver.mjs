// Preloaded into a server under test: notes every statement that a request sends and, where the database explains what
// it ran (auto_explain, as notices), each plan. Written to SEEN_STATEMENTS as the process ends.
import { subscribe } from 'node:diagnostics_channel';
import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import pg from 'pg';

const register = await import(new URL('database/prepared-statement.js', pathToFileURL(process.argv[1])));

const texts = new Set();
const plans = [];
let request;
subscribe('http.server.request.start', (event) => (request = `${event.request.method} ${event.request.url}`));

const heard = new WeakSet();
const { query, getStartupConf } = pg.Client.prototype;
// Whoever connects says which mode they want: the last one counts.
pg.Client.prototype.getStartupConf = function () {
  const asked = getStartupConf.call(this);
  return { ...asked, options: `${asked.options ?? ''} -c plan_cache_mode=${process.env.PLAN_CACHE_MODE}` };
};
pg.Client.prototype.query = function (statement, ...rest) {
  if (!heard.has(this)) this.on('notice', ({ message }) => noticed(message));
  heard.add(this);
  if (request) texts.add(typeof statement === 'string' ? statement : statement.text);
  return query.call(this, statement, ...rest);
};

function noticed(message) {
  const [, plan] = /^duration: .*?plan:\n([^]*)$/.exec(message) ?? [];
  if (plan && request) plans.push({ request, ...JSON.parse(plan) });
}

process.on('exit', () => {
  const registered = register.preparedStatements();
  writeFileSync(process.env.SEEN_STATEMENTS, JSON.stringify({ registered, texts: [...texts], plans }));
});
