export { Client } from '../../src/client.ts';
