// In a generated package this file holds the description; here it lets the template compile.
import type { ServiceTables } from './soap/operations.ts';

export const tables: ServiceTables = { schema: { namespaces: [], types: {}, named: {} }, ports: {} };
