// What the HTTP port needs of undici. Its own index loads fetch, mocks, caches and sockets of other kinds as well, which
// costs 30 ms at the first request of every run. The build puts this file in the place of `undici`.
import request from 'undici/lib/api/api-request.js';
import Agent from 'undici/lib/dispatcher/agent.js';
import Dispatcher from 'undici/lib/dispatcher/dispatcher.js';
import EnvHttpProxyAgent from 'undici/lib/dispatcher/env-http-proxy-agent.js';

Dispatcher.prototype.request = request;

export { Agent, EnvHttpProxyAgent };
