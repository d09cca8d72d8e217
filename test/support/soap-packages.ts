import { globSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { emitSoapPackage, type SoapPackage } from '../../src/scaffold/emit/soap/emit-package.ts';
import { planClients } from '../../src/scaffold/emit/soap/plan-clients.ts';
import { planTypes } from '../../src/scaffold/emit/soap/plan-types.ts';
import { serviceTables } from '../../src/scaffold/emit/soap/tables.ts';
import { soapRuntimeFiles } from '../../src/scaffold/emit/soap/runtime-files.ts';
import { readWsdl, type WsdlReading } from '../../src/scaffold/readers/wsdl/read-wsdl.ts';
import type { ServiceTables } from '../../templates/soap/src/soap/operations.ts';
import type { SoapModel } from '../../src/scaffold/soap-model.ts';

const templates = join(import.meta.dirname, '../../templates');

/** Files that every package holds. */
function soapRuntime(): ReadonlyMap<string, string> {
  const read = (folder: string): ReadonlyMap<string, string> =>
    new Map(
      globSync('{src,test}/**/*.ts', { cwd: join(templates, folder) })
        .toSorted()
        .map((path) => [path, readFileSync(join(templates, folder, path), 'utf8')]),
    );
  return soapRuntimeFiles(read('soap'), read('connector'));
}

export function readWsdlFile(path: string): Promise<WsdlReading> {
  return readWsdl(basename(path), (file) => readFile(join(dirname(path), file)).catch(() => undefined));
}

export function emitForTest(name: string, model: SoapModel): SoapPackage {
  return emitSoapPackage(model, { name, runtime: soapRuntime() });
}

export function tablesOf(model: SoapModel): ServiceTables {
  const types = planTypes(model);
  return serviceTables(planClients(model, types), types);
}
